/** The chapters of docs/errors.md, in order. */
import { DATA } from './data.ts';
import type { Chapter } from './mistake.ts';
import { RUNS } from './runs.ts';
import { SERVER } from './server.ts';
import { SPEC } from './spec.ts';
import { TRAINER } from './trainer.ts';

export const CHAPTERS: readonly Chapter[] = [SERVER, DATA, SPEC, RUNS, TRAINER];
