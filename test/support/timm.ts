/** Calls the scripts that run an installed timm. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clientEnvironment } from '../../scripts/python-env.ts';

const SCRIPTS = {
  execute: 'timm_pipeline.py',
  level: 'timm_pipeline.py',
  parse: 'timm_pipeline.py',
  repeats: 'timm_pipeline.py',
  draw: 'timm_draws.py',
  transform: 'timm_draws.py',
};

/** Runs a command with timm's own code; returns a result for each item. */
export function timm<Result>(command: keyof typeof SCRIPTS, items: readonly unknown[]): Result[] {
  const work = mkdtempSync(join(tmpdir(), 'crescendo-timm-'));
  try {
    const [input, output] = [join(work, 'items.json'), join(work, 'results.json')];
    writeFileSync(input, JSON.stringify(items));
    const script = fileURLToPath(new URL(SCRIPTS[command], import.meta.url));
    execFileSync(clientEnvironment(), [script, command, input, output], { stdio: 'inherit' });
    return JSON.parse(readFileSync(output, 'utf8')) as Result[];
  } finally {
    rmSync(work, { recursive: true });
  }
}
