/**
 * Run specs between plain data and the messages of the contract, both ways, by a table of their fields. The table is
 * generated from the server's src/spec/fields.ts and the contract; server and TypeScript client share it.
 */

/** How a field travels. */
export type WireKind =
  /** A number, a word or a truth value. */
  | 'value'
  /** A word of an enum. */
  | 'word'
  /** A list of numbers or words. */
  | 'values'
  /** A list of words of an enum. */
  | 'words'
  /** Numbers by side in pixels. */
  | 'table'
  | 'message'
  | 'messages'
  /** A number, or the two ends of a ramp. */
  | 'strength'
  /** A number or a table, each in a field of its own. */
  | 'value_or_table'
  /** A word of an enum, or `{ table }`; the enum then says TABLE, and the table has a field of its own. */
  | 'word_or_table';

/** What a single value must be: also an entry of a list, a value of a table, an end of a ramp. */
export interface ValueRule {
  readonly type: 'boolean' | 'string' | 'integer' | 'number';
  readonly words?: readonly string[];
  /** Bounds that are allowed themselves. */
  readonly least?: number;
  readonly most?: number;
  /** Bounds that are not. */
  readonly above?: number;
  readonly below?: number;
}

export interface WireField {
  /** Name in plain data, in snake case. */
  readonly name: string;
  /** True if it must be given. */
  readonly required?: boolean;
  /** Undefined for parts, whose fields have rules of their own. */
  readonly rule?: ValueRule;
  /** The rule of a table's values, where a single value has another. */
  readonly tableRule?: ValueRule;
  /** The least and the greatest number of entries of a list. */
  readonly entries?: readonly [least: number, greatest: number];
  readonly kind: WireKind;
  /** The field of the message, in camel case. */
  readonly wire: string;
  /** The field of the message that has the table. */
  readonly table?: string;
  /** What proto3 cannot tell from an absent value, where that is a value of the field: it is always given. */
  readonly zero?: number | string;
  /** True if the message itself tells an absent value from 0. */
  readonly explicit?: boolean;
  /** True for a list that may be a single number, which travels as a list of one. */
  readonly single?: boolean;
  /** For `single`: the contract's revision that added lists of more than one. */
  readonly listSince?: number;
  /** The contract's revision that added the field, if it is later than the first. */
  readonly since?: number;
  /** The default of a field with `since`: servers that do not know the field do the same. */
  readonly otherwise?: unknown;
  /** The enum, by its name in the contract. */
  readonly enum?: string;
  /** The enum's words. */
  readonly words?: readonly string[];
  readonly fields?: readonly WireField[];
}

/** The least revision of the contract that a server must know for the fields that a spec gives, in camel case. */
export function leastRevision(fields: readonly WireField[], spec: Readonly<Record<string, unknown>>): number {
  const needed = fields.map(({ wire, since = 0, listSince = 0, otherwise, fields: inner = [] }) => {
    const value = spec[wire];
    if (value === undefined || value === null || JSON.stringify(value) === JSON.stringify(otherwise)) return 0;
    if (Array.isArray(value)) return Math.max(since, value.length > 1 ? listSince : 0);
    return Math.max(since, typeof value === 'object' ? leastRevision(inner, value as Plain) : 0);
  });
  return Math.max(0, ...needed);
}

export interface CodecOptions {
  /** How plain data spells the names of fields. */
  names: 'snake' | 'camel';
  /** The contract's messages and enums. */
  contract: object;
  /** The error for a word that the contract does not have. */
  wrongWord(path: string, word: unknown, words: readonly string[]): Error;
  /** What stands for an enum's number that has no word; undefined leaves the field out. */
  unknownWord(number: number): string | undefined;
}

type Plain = Record<string, unknown>;

/** Converts one kind of spec. */
export class SpecCodec {
  readonly #fields: readonly WireField[];
  readonly #options: CodecOptions;

  constructor(fields: readonly WireField[], options: CodecOptions) {
    this.#fields = fields;
    this.#options = options;
  }

  /**
   * The message of plain data. What is not given stays unset.
   *
   * @param path of the data, for errors
   */
  toMessage(plain: object, path: string): Plain {
    return this.#encode(this.#fields, plain as Plain, path);
  }

  /** The plain data of a message. What the message leaves unset is left out. */
  fromMessage(message: object): Plain {
    return this.#decode(this.#fields, message as Plain);
  }

  #encode(fields: readonly WireField[], plain: Plain, path: string): Plain {
    const message: Plain = {};
    for (const field of fields) {
      const name = this.#name(field);
      const value = plain[name];
      if (value !== undefined && value !== null)
        Object.assign(message, this.#fieldMessage(field, value, `${path}.${name}`));
    }
    return message;
  }

  #fieldMessage(field: WireField, value: unknown, path: string): Plain {
    const { kind, wire, fields = [], table = '' } = field;
    switch (kind) {
      case 'value':
        return { [wire]: value };
      case 'word':
        return { [wire]: this.#number(field, value, path) };
      case 'values':
        return { [wire]: Array.isArray(value) ? [...value] : [value] };
      case 'words':
        return { [wire]: (value as unknown[]).map((word) => this.#number(field, word, path)) };
      case 'table':
        return { [wire]: { ...(value as object) } };
      case 'message':
        return { [wire]: this.#encode(fields, value as Plain, path) };
      case 'messages':
        return { [wire]: (value as Plain[]).map((entry, k) => this.#encode(fields, entry, `${path}.${k}`)) };
      case 'strength':
        return { [wire]: typeof value === 'object' ? { ...value } : { from: value } };
      case 'value_or_table':
        return typeof value === 'object' ? { [table]: { ...value } } : { [wire]: value };
      case 'word_or_table':
        if (typeof value !== 'object') return { [wire]: this.#number(field, value, path) };
        return { [wire]: this.#numbers(field).get('table'), [table]: { ...(value as { table: object }).table } };
    }
  }

  #decode(fields: readonly WireField[], message: Plain): Plain {
    const entries = fields.map((field): [string, unknown] => [this.#name(field), this.#fieldValue(field, message)]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  #fieldValue(field: WireField, message: Plain): unknown {
    const { kind, wire, fields = [], table = '' } = field;
    const value = message[wire];
    switch (kind) {
      case 'value':
        if (field.explicit) return value ?? undefined;
        return field.zero === undefined ? value || undefined : (value ?? field.zero);
      case 'word':
        return this.#word(field, value);
      case 'values':
        return listOf(value, field.single === true);
      case 'words':
        return filled((value as unknown[] | undefined)?.map((number) => this.#word(field, number)));
      case 'table':
        return tableOf(value);
      case 'message':
        return value ? this.#decode(fields, value as Plain) : undefined;
      case 'messages':
        return filled((value as Plain[] | undefined)?.map((entry) => this.#decode(fields, entry)));
      case 'strength':
        return strengthOf(value as { from?: number; to?: number | null } | null | undefined);
      case 'value_or_table':
        return value ?? tableOf(message[table]);
      case 'word_or_table': {
        const word = this.#word(field, value);
        return word === 'table' ? { table: tableOf(message[table]) ?? {} } : word;
      }
    }
  }

  #name({ name }: WireField): string {
    return this.#options.names === 'snake' ? name : camelCase(name);
  }

  #number(field: WireField, word: unknown, path: string): number {
    const numbers = this.#numbers(field);
    const number = typeof word === 'string' && field.words?.includes(word) ? numbers.get(word) : undefined;
    if (number === undefined) throw this.#options.wrongWord(path, word, field.words ?? []);
    return number;
  }

  #word(field: WireField, number: unknown): string | undefined {
    if (typeof number !== 'number' || number === 0) return undefined;
    return [...this.#numbers(field)].find(([, known]) => known === number)?.[0] ?? this.#options.unknownWord(number);
  }

  /** An enum's numbers by word: DTYPE_UINT8 of the enum Dtype is the word uint8. */
  #numbers({ enum: name = '' }: WireField): ReadonlyMap<string, number> {
    const values = (this.#options.contract as Record<string, Record<string, unknown>>)[name] ?? {};
    const prefix = `${name.replace(/\B[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_`;
    const entries = Object.entries(values).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] !== 0,
    );
    return new Map(entries.map(([key, number]) => [key.slice(prefix.length).toLowerCase(), number]));
  }
}

export function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Proto3 cannot tell an empty list from an absent one. */
function filled<Entry>(list: Entry[] | undefined): Entry[] | undefined {
  return list !== undefined && list.length > 0 ? list : undefined;
}

function listOf(value: unknown, single: boolean): unknown {
  const list = filled(value as unknown[] | undefined);
  return single && list?.length === 1 ? list[0] : list && [...list];
}

function tableOf(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? { ...value } : undefined;
}

function strengthOf(message: { from?: number; to?: number | null } | null | undefined): unknown {
  if (!message) return undefined;
  const { from = 0, to } = message;
  return typeof to === 'number' ? { from, to } : from;
}
