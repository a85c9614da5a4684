/** Results of finished runs, kept so that an interrupted command continues where it stopped. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Job } from './experiment.ts';

/** Accuracies of low-passed validation images at one point of training. */
export interface Observation {
  /** Share of the run's budget that was spent. */
  budget: number;
  /** For each bandwidth of the job. */
  accuracy: number[];
}

/** The trainer's answer to a job, and the server's CPU time for it. */
export interface Result {
  id: string;
  /** Top-1 on the validation split at the base size, 0..1. */
  accuracy: number;
  /** Forward and backward passes of all samples; a multiplication and an addition are two. */
  flops: number;
  images: number;
  steps: number;
  /** Seconds of the training loop, including waiting for data but not validation. */
  wall_seconds: number;
  /** CPU time of the trainer in the same time. */
  cpu_seconds: number;
  /** CPU time of the server; null if the system does not report it. */
  server_cpu_seconds: number | null;
  parameters: number;
  observations: Observation[];
  /** Where and when it was trained. */
  machine: string;
  date: string;
}

/** A file of lines of JSON. A line is written when a run ends; a line that a crash cut off is skipped. */
export class ResultStore {
  readonly #file: string;
  readonly #code: string;
  readonly #results = new Map<string, Result>();

  /** @param code digest of everything other than the job that determines its result */
  constructor(file: string, code: string) {
    this.#file = file;
    this.#code = code;
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const entry = parsed(line);
      if (entry !== undefined) this.#results.set(entry.key, entry.result);
    }
  }

  get(job: Job): Result | undefined {
    return this.#results.get(this.#key(job));
  }

  add(job: Job, result: Result): void {
    const key = this.#key(job);
    this.#results.set(key, result);
    mkdirSync(dirname(this.#file), { recursive: true });
    // The line break comes first, so that anything a crash left behind is a line of its own.
    appendFileSync(this.#file, `\n${JSON.stringify({ key, result })}`);
  }

  #key(job: Job): string {
    return digestOf(JSON.stringify(job), this.#code);
  }
}

function parsed(line: string): { key: string; result: Result } | undefined {
  try {
    return JSON.parse(line) as { key: string; result: Result };
  } catch {
    return undefined;
  }
}

/** SHA-256 of texts, which are kept apart. */
export function digestOf(...texts: string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
