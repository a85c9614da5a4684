/** The cases that both clients share (clients/conformance), and what this client's fake server does for them. */
import { readFileSync } from 'node:fs';
import { v1 } from '@crescendo/proto';
import { status } from '@grpc/grpc-js';
import { type Call, fail, header, pixels, type Script, statusDetails } from './fake-server.ts';

/** An error of a server. */
export interface Failure {
  code: keyof typeof status;
  message: string;
  reason?: string;
  metadata?: Record<string, string>;
  /** Hexadecimal bytes in place of the details of reason and metadata. */
  trailer?: string;
}

/** What a client must throw: `message` lists parts of the message, `metadata` some of its entries. */
export interface Expected {
  code: string;
  reason?: string;
  message?: string[];
  metadata?: Record<string, string>;
}

type Range = [from: number, to: number];
type Item =
  | 'header'
  | 'end'
  | { header: Record<string, unknown> }
  | { pixels: Range }
  | { zeros: number }
  | { tensor_zeros: number }
  | { raw: (string | Range)[] }
  | { stage_change: number }
  | { notice: { reason: string; message: string } }
  | { fail: Failure };

export interface StreamCase {
  name: string;
  /** By step, for each time that it is asked for, what is sent in its place. */
  steps: Record<string, Item[][]>;
  expect: { steps: number[]; subscriptions: number[]; notices?: object[]; error?: Expected };
}

/** Reads a file of cases. */
export function conformance<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../conformance/${name}`, import.meta.url), 'utf8')) as T;
}

/** The trailer of a failure. */
export function trailerOf({ reason, metadata, trailer }: Failure): Uint8Array | undefined {
  if (trailer !== undefined) return Buffer.from(trailer, 'hex');
  return reason === undefined ? undefined : statusDetails(reason, metadata ?? {});
}

/** Sends what a case says in place of its steps. */
export function scriptOf({ steps }: StreamCase): Script {
  const left = new Map(Object.entries(steps).map(([step, times]) => [Number(step), [...times]]));
  return (call, step) => {
    const items = left.get(step)?.shift();
    if (items === undefined) return false;
    return items.some((item) => sendItem(call, step, item)) || 'sent';
  };
}

/** Sends an item; returns true if it ended the call. */
function sendItem(call: Call, step: number, item: Item): boolean {
  if (item === 'end') {
    call.end();
    return true;
  }
  if (item !== 'header' && 'fail' in item) {
    return fail(call, status[item.fail.code], item.fail.message, trailerOf(item.fail));
  }
  call.write(bytesOf(step, item));
  return false;
}

function bytesOf(step: number, item: Exclude<Item, 'end' | { fail: Failure }>): Uint8Array {
  const encode = (message: object): Uint8Array =>
    v1.StreamBatchesResponse.encode(v1.StreamBatchesResponse.fromObject(message)).finish();
  const range = ([from, to]: Range): Uint8Array => pixels(step).subarray(from, to);
  if (item === 'header') return encode({ header: header(step) });
  if ('header' in item) return encode({ header: { ...header(step), ...(camelCased(item.header) as object) } });
  if ('pixels' in item) return encode({ chunk: { data: range(item.pixels) } });
  if ('zeros' in item) return encode({ chunk: { data: new Uint8Array(item.zeros) } });
  if ('tensor_zeros' in item) return encode({ tensorChunk: { data: new Uint8Array(item.tensor_zeros) } });
  if ('stage_change' in item) return encode({ stageChange: { stage: { index: item.stage_change } } });
  if ('notice' in item) return encode({ notice: item.notice });
  return Buffer.concat(item.raw.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : range(part))));
}

/** A message's fields with their names as protobufjs has them. */
function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== 'object' || value === null) return value;
  const name = (field: string): string => field.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [name(field), camelCased(inner)]));
}
