/** The page and the JSON Schema of the server's configuration file, from its definition in src/cli/config.ts. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CONFIG_PARTS, configSchema } from '../../src/cli/config.ts';

const PAGE = 'docs/configuration.md';
const SCHEMA = 'docs/configuration.schema.json';
const BEGIN = '<!-- Generated from src/cli/config.ts: npm run generate -->';
const END = '<!-- End of what is generated -->';

/** The part of a key's JSON Schema that the table shows. */
interface KeySchema {
  description?: string;
  default?: unknown;
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  anyOf?: KeySchema[];
  items?: KeySchema;
}

interface MappingSchema {
  properties?: Record<string, KeySchema>;
  required?: string[];
}

/** The files, by their path from the repository's root. The page keeps the text around its tables. */
export function configurationFiles(): [string, string][] {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as MappingSchema;
  // An editor finds the schema of a run next to this one.
  schema.properties!.runs = {
    ...schema.properties!.runs,
    additionalProperties: { $ref: 'run-spec.schema.json' },
  } as KeySchema;
  const whole = { title: 'Crescendo server configuration', ...schema };
  return [
    [SCHEMA, `${JSON.stringify(whole, null, 2)}\n`],
    [
      PAGE,
      pageWith(
        Object.entries(CONFIG_PARTS).map(([title, part]) =>
          table(title, z.toJSONSchema(part, { io: 'input' }) as MappingSchema),
        ),
      ),
    ],
  ];
}

function pageWith(tables: readonly string[]): string {
  const page = readFileSync(fileURLToPath(new URL(`../../${PAGE}`, import.meta.url)), 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${PAGE} lacks the lines between which its tables go: ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${tables.join('\n')}\n${END}${after}`;
}

function table(title: string, { properties = {}, required = [] }: MappingSchema): string {
  const rows = Object.entries(properties).map(([key, schema]) => {
    if (schema.description === undefined) throw new Error(`src/cli/config.ts: ${key} needs a .describe()`);
    const [meaning, ownDefault] = schema.description.split(/ Default: /);
    const fallback =
      schema.default === undefined ? (required.includes(key) ? 'must be given' : 'none') : literal(schema.default);
    const cells = [`\`${key}\``, kind(schema), ownDefault?.replace(/\.$/, '') ?? fallback, meaning!];
    return cells.map((cell) => cell.replaceAll('|', '\\|'));
  });
  const all = [['key', 'type', 'default', 'meaning'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((cells) => cells[column]!.length)));
  const lines = all.map((cells) => `| ${cells.map((cell, k) => cell.padEnd(widths[k]!)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return `### ${title}\n\n${lines.join('\n')}\n`;
}

function literal(value: unknown): string {
  const text = JSON.stringify(value);
  return `\`${typeof value === 'string' ? value : text}\``;
}

function kind({ type, enum: words, minimum, maximum, anyOf, items }: KeySchema): string {
  if (anyOf !== undefined) return anyOf.map(kind).join(', or ');
  if (words !== undefined) return words.map(literal).join(', ');
  if (type === 'array') return `list of ${kind(items ?? {})}`;
  if (type === 'object') return 'mapping';
  if (type === 'integer') {
    const most = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? ' or more' : `..${maximum}`;
    return `whole number ${minimum}${most}`;
  }
  return type === 'string' ? 'text' : String(type);
}
