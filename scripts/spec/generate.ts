/** All files that follow from the definition of run specs, by their path from the repository's root. */

import { z } from 'zod';
import { runSpecSchema } from '../../src/spec/fields.ts';
import { configurationFiles } from './configuration.ts';
import { specDefinition } from './definition.ts';
import { markdown } from './markdown.ts';
import { pythonModule } from './python.ts';
import { pythonRules } from './python-rules.ts';
import { typescriptTypes } from './typescript.ts';
import { wireTable, wireTableTypes } from './wire-table.ts';

export function generateSpec(): Map<string, string> {
  const spec = specDefinition();
  // For editors: completion and checks of run specs in YAML and JSON. The server checks the rules that involve several
  // fields.
  const schema = { title: 'Crescendo run spec', ...z.toJSONSchema(runSpecSchema, { io: 'input' }) };
  return new Map([
    ['proto/gen/spec-fields.js', wireTable(spec)],
    ['proto/gen/spec-fields.d.ts', wireTableTypes()],
    ['clients/typescript/src/spec-types.ts', typescriptTypes(spec)],
    ['clients/python/src/crescendo/spec.py', pythonModule(spec)],
    ['clients/python/src/crescendo/_spec_rules.py', pythonRules(spec)],
    ['docs/run-spec.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
    ['docs/spec.md', markdown(spec)],
    ...configurationFiles(),
  ]);
}
