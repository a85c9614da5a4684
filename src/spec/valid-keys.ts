/** The fields that a mapping of a run spec may have, for the error that names them. */

import { z } from 'zod';
import { runSpecSchema } from './fields.ts';

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  anyOf?: Node[];
}

/**
 * The fields of the mapping at a path, such as `schedule.stages.0`, in order of definition. Of a mapping that may have
 * one form or another, those of all forms.
 */
export function validKeys(path: string): string[] {
  let nodes: Node[] = [z.toJSONSchema(runSpecSchema, { io: 'input' }) as Node];
  for (const part of path === '' ? [] : path.split('.')) {
    nodes = alternatives(nodes).flatMap(
      (node) => node.properties?.[part] ?? (/^\d+$/.test(part) ? node.items : undefined) ?? [],
    );
  }
  return [...new Set(alternatives(nodes).flatMap(({ properties = {} }) => Object.keys(properties)))];
}

function alternatives(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => (node.anyOf === undefined ? [node] : alternatives(node.anyOf)));
}
