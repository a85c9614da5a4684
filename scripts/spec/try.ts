import { writeFileSync } from 'node:fs';
import { generateSpec } from './generate.ts';

for (const [path, text] of generateSpec()) if (text !== '') writeFileSync(path, text);
