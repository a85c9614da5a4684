/**
 * The records of an extended header (POSIX.1-2001 pax): `<length> <key>=<value>\n`, where the length counts the whole
 * record.
 *
 * @returns undefined if the bytes are not such records
 */
export function parsePax(body: Uint8Array): Map<string, Buffer> | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const records = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(' ', at);
    const digits = space === -1 ? '' : bytes.toString('latin1', at, space);
    if (!/^[1-9]\d{0,9}$/.test(digits)) return undefined;
    const end = at + Number(digits);
    const equals = bytes.indexOf('=', space);
    if (end > bytes.length || equals === -1 || equals >= end || bytes[end - 1] !== 10) return undefined;
    records.set(bytes.toString('utf8', space + 1, equals), Buffer.from(bytes.subarray(equals + 1, end - 1)));
    at = end;
  }
  return records;
}
