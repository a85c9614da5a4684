/** All files that follow from the definition of run specs, by their path from the repository's root. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runSpecSchema } from '../../src/spec/fields.ts';
import { specDefinition } from './definition.ts';
import { markdown } from './markdown.ts';
import { pythonModule } from './python.ts';
import { typescriptTypes } from './typescript.ts';
import { wireTable } from './wire-table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CODEC = 'src/spec/codec.ts';
const CLIENT = 'clients/typescript/src/gen';

export function generateSpec(): Map<string, string> {
  const spec = specDefinition();
  // For editors: completion and checks of run specs in YAML and JSON. Rules over several fields are the server's.
  const schema = { title: 'Crescendo run spec', ...z.toJSONSchema(runSpecSchema, { io: 'input' }) };
  return new Map([
    ['src/gen/spec-fields.ts', wireTable(spec)],
    [`${CLIENT}/spec-fields.ts`, wireTable(spec)],
    [`${CLIENT}/spec-codec.ts`, `// A copy of ${CODEC}.\n${readFileSync(join(root, CODEC), 'utf8')}`],
    [`${CLIENT}/spec-types.ts`, typescriptTypes(spec)],
    ['clients/python/src/crescendo/spec.py', pythonModule(spec)],
    ['docs/run-spec.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
    ['docs/spec.md', markdown(spec)],
  ]);
}
