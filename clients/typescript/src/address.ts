import { CrescendoError } from './errors.ts';

const EXAMPLE = '127.0.0.1:7077';
/** Forms of grpc's own whose rest is not a host and a port, or is a list of them. */
const OTHER_FORM = /^(?:unix|unix-abstract|ipv4|ipv6|xds):./;

/**
 * Refuses an address that cannot lead to a server, whatever runs: an empty one, a URL, one without a port.
 *
 * @throws CrescendoError INVALID_FIELD, with what to write instead
 */
export function checkAddress(address: unknown): asserts address is string {
  if (typeof address !== 'string') throw wrongAddress(address, `must be a text, such as ${EXAMPLE}`);
  if (address.trim() !== address || address === '') {
    const way = address.trim() === '' ? `give HOST:PORT, such as ${EXAMPLE}` : `write "${address.trim()}"`;
    throw wrongAddress(address, `must be HOST:PORT without blanks: ${way}`);
  }
  if (OTHER_FORM.test(address)) return;
  const url = /^(?!dns:)[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(address);
  if (url !== null) {
    const host = url[1]!.replace(/^.*@/, '');
    throw wrongAddress(address, `must not be a URL: write "${withPort(host)}"; TLS is set by the credentials`);
  }
  const [, scheme = '', rest = ''] = /^(dns:(?:\/\/[^/]*\/)?)?(.*)$/.exec(address)!;
  const [, host, port] = /^(\[[^\]]+\]|[^:/[\]]+):(\d+)$/.exec(rest) ?? [];
  if (host === undefined) throw wrongAddress(address, `must be HOST:PORT: write "${scheme}${withPort(rest)}"`);
  if (Number(port) < 1 || Number(port) > 65_535) throw wrongAddress(address, 'must have a port in 1..65535');
}

/** What was meant, as far as it can be told, with the server's default port where there is none. */
function withPort(host: string): string {
  const bare = host.replace(/[/:]*$/, '').replace(/\/.*$/, '');
  if (/^\d+$/.test(bare)) return `127.0.0.1:${bare}`;
  if (/^(\[[^\]]+\]|[^:[\]]+):\d+$/.test(bare)) return bare;
  if (bare === '' || (bare.includes(':') && !bare.includes('::'))) return EXAMPLE;
  return bare.includes(':') && !bare.startsWith('[') ? `[${bare}]:7077` : `${bare}:7077`;
}

function wrongAddress(address: unknown, rule: string): CrescendoError {
  const given = JSON.stringify(address) ?? String(address);
  return new CrescendoError('INVALID_ARGUMENT', `address ${rule} (given: ${given})`, {
    reason: 'INVALID_FIELD',
    metadata: { field: 'address', value: String(address) },
  });
}
