/** The boxes of an AVIF file (ISO/IEC 14496-12 and 23008-12) that turn or cut the decoded image. */

const HEADER_BYTES = 8;
const LONG_HEADER_BYTES = 16;
/** Version and flags of a box that has them. */
const FULL_BOX_BYTES = 4;

interface BoxRange {
  type: string;
  /** Of the contents, behind the box's header. */
  start: number;
  end: number;
}

/** The boxes between two positions; stops at one that does not fit. */
function* boxesIn(bytes: Buffer, start: number, end: number): Generator<BoxRange> {
  let at = start;
  while (at + HEADER_BYTES <= end) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    let [size, header] = [bytes.readUInt32BE(at), HEADER_BYTES];
    if (size === 1 && at + LONG_HEADER_BYTES <= end) {
      [size, header] = [Number(bytes.readBigUInt64BE(at + HEADER_BYTES)), LONG_HEADER_BYTES];
    }
    // The last box may reach to the end of the file without saying how long it is.
    if (size === 0) size = end - at;
    if (size < header || at + size > end) return;
    yield { type, start: at + header, end: at + size };
    at += size;
  }
}

/** The properties that the items of the file share. */
function* propertiesOf(bytes: Buffer): Generator<BoxRange> {
  for (const meta of boxesIn(bytes, 0, bytes.length)) {
    if (meta.type !== 'meta') continue;
    for (const properties of boxesIn(bytes, meta.start + FULL_BOX_BYTES, meta.end)) {
      if (properties.type !== 'iprp') continue;
      for (const container of boxesIn(bytes, properties.start, properties.end)) {
        if (container.type === 'ipco') yield* boxesIn(bytes, container.start, container.end);
      }
    }
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** True if the file asks for a part of its image (a clean aperture), which Pillow ignores. */
export function isCut(bytes: Uint8Array): boolean {
  for (const { type } of propertiesOf(asBuffer(bytes))) if (type === 'clap') return true;
  return false;
}

/**
 * The file without rotation and reflection, which Pillow does not apply: both become a rotation by 0 degrees, because
 * readers must know every property that is marked as essential.
 */
export function unturned(bytes: Uint8Array): Uint8Array {
  let copy: Buffer | undefined;
  for (const { type, start } of propertiesOf(asBuffer(bytes))) {
    if (type !== 'irot' && type !== 'imir') continue;
    copy ??= Buffer.from(bytes);
    copy.write('irot', start - 4, 'latin1');
    copy[start] = 0;
  }
  return copy ?? bytes;
}
