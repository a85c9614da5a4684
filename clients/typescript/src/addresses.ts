import { checkAddress } from './address.ts';
import { CrescendoError } from './errors.ts';

/**
 * Where the servers are: `HOST:PORT` (or another address of one server), several of them with commas between, a list of
 * them, `file:PATH`, `dns:NAME:PORT`, or a function that returns a list. See `connect`.
 */
export type Addresses = string | readonly string[] | AddressFunction;

/** Returns the addresses of the servers as they are now. */
export type AddressFunction = () => readonly string[] | Promise<readonly string[]>;

/** An address at which a server may be. */
export interface FoundAddress {
  address: string;
  /** The name that the server's certificate must have, if it is not the address's. */
  name?: string;
}

/** How the addresses of the servers are found. */
export type AddressForm =
  | { kind: 'fixed'; text: string; addresses: readonly string[] }
  | { kind: 'file'; text: string; path: string }
  | { kind: 'dns'; text: string; host: string; port: string }
  | { kind: 'function'; text: string; find: AddressFunction };

/** Lists of numbers that grpc itself reads: their commas stay. */
const OWN_LIST = /^ipv[46]:/;
/** `dns://authority/name` stays grpc's own form, which finds one server. */
const DYNAMIC = /^(?:file:|dns:(?!\/\/))/;

/**
 * Reads addresses as a caller gives them.
 *
 * @throws CrescendoError INVALID_FIELD, with what to write instead, for one that cannot lead to a server
 */
export function addressForm(given: Addresses): AddressForm {
  if (typeof given === 'function') {
    return { kind: 'function', text: `the addresses of the function ${given.name || '(no name)'}`, find: given };
  }
  if (Array.isArray(given)) return { kind: 'fixed', text: given.join(','), addresses: addressList(given) };
  // What is neither a list nor a text is refused by the check of a single address.
  const text = given as string;
  if (typeof text === 'string' && text.startsWith('file:')) return fileForm(text);
  if (typeof text === 'string' && text.includes(',') && !OWN_LIST.test(text)) {
    return { kind: 'fixed', text, addresses: addressList(text.split(',').map((part) => part.trim())) };
  }
  checkAddress(text);
  if (!DYNAMIC.test(text)) return { kind: 'fixed', text, addresses: [text] };
  const [, host = '', port = ''] = /^dns:(.*):(\d+)$/.exec(text)!;
  return { kind: 'dns', text, host: host.replace(/^\[|\]$/g, ''), port };
}

/**
 * The addresses of a list, each once.
 *
 * @throws CrescendoError INVALID_FIELD for a wrong one, for one that is a list itself, and for an empty list
 */
export function addressList(given: unknown): string[] {
  if (!Array.isArray(given)) throw wrong(given, 'of several servers must be a list of texts');
  if (given.length === 0) throw wrong(given, 'list must have at least one address');
  for (const address of given) {
    checkAddress(address);
    if (DYNAMIC.test(address)) {
      throw wrong(address, 'must be that of one server: file:PATH and dns:NAME:PORT cannot be in a list');
    }
  }
  return [...new Set(given as string[])];
}

/**
 * The addresses in a file: one a line; blank lines and what follows a `#` do not count.
 *
 * @throws CrescendoError INVALID_FIELD that names the line, or for a file without an address
 */
export function addressLines(path: string, text: string): string[] {
  const found: string[] = [];
  for (const [k, line] of text.split(/\r?\n/).entries()) {
    const address = line.replace(/(^|\s)#.*$/, '').trim();
    if (address === '') continue;
    try {
      found.push(...addressList([address]));
    } catch (error) {
      const { message, metadata } = error as CrescendoError;
      const details = { reason: 'INVALID_FIELD' as const, metadata };
      throw new CrescendoError('INVALID_ARGUMENT', `${path}, line ${k + 1}: ${message}`, details);
    }
  }
  if (found.length === 0) throw wrong(`file:${path}`, 'file has no address yet');
  return [...new Set(found)];
}

/**
 * The address of a process that serves together with the server at `dialled`; undefined if it cannot be told.
 *
 * @param sibling HOST:PORT, unix:PATH, or :PORT for a port of the host that was dialled
 */
export function siblingAddress(dialled: string, sibling: string): string | undefined {
  if (!sibling.startsWith(':')) return sibling;
  // A Unix socket leads to this host.
  if (dialled.startsWith('unix')) return `127.0.0.1${sibling}`;
  const [, host] = /^(?:dns:\/\/[^/]*\/|ipv[46]:)?(\[[^\]]+\]|[^:,]+):\d+$/.exec(dialled) ?? [];
  return host === undefined ? undefined : `${host}${sibling}`;
}

function fileForm(text: string): AddressForm {
  const path = text.slice('file:'.length).replace(/^\/\/(?=\/)/, '');
  if (path.trim() === '') throw wrong(text, 'must name a file: write file:PATH');
  return { kind: 'file', text, path };
}

function wrong(address: unknown, rule: string): CrescendoError {
  const given = JSON.stringify(address) ?? String(address);
  return new CrescendoError('INVALID_ARGUMENT', `address ${rule} (given: ${given})`, {
    reason: 'INVALID_FIELD',
    metadata: { field: 'address', value: String(address) },
  });
}
