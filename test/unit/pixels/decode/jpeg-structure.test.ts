import assert from 'node:assert/strict';
import { test } from 'vitest';
import { isTruncated, partialMcu } from '../../../../src/pixels/decode/jpeg-structure.ts';
import { SUBSAMPLING } from '../../../../src/pixels/decode/turbojpeg.ts';
import { segmentOf, withFewerScans, withoutSegments, withSamplingFactors } from '../../../support/decoding.ts';
import { encodeJpeg, picture } from '../../../support/pictures.ts';

const IMAGE = picture(150, 110);
const JPEG = encodeJpeg(IMAGE, { subsampling: '4:2:0', restartRows: 1 });
const SCAN = segmentOf(JPEG, 0xda);
/** Bytes of the first stuffed zero in the scan: an 0xFF that is data, and the zero that says so. */
const STUFFED = JPEG.indexOf(Buffer.of(0xff, 0x00), SCAN + 14);

function patched(at: number, ...bytes: number[]): Buffer {
  const copy = Buffer.from(JPEG);
  copy.set(bytes, at);
  return copy;
}

test('the MCU of every subsampling should be that of the library', () => {
  for (const { name, mcuWidth, mcuHeight } of SUBSAMPLING) {
    for (const progressive of [false, true]) {
      const jpeg = encodeJpeg(IMAGE, { subsampling: name, progressive });
      assert.deepEqual(partialMcu(jpeg), { width: mcuWidth, height: mcuHeight }, name);
    }
  }
});

test('the MCU should follow the greatest sampling factor, whatever the subsampling is called', () => {
  assert.deepEqual(partialMcu(withSamplingFactors(JPEG, [0x22, 0x21, 0x21])), { width: 16, height: 16 });
  assert.deepEqual(partialMcu(withSamplingFactors(JPEG, [0x21, 0x21, 0x21])), { width: 16, height: 8 });
});

test('a file in which anything is unusual should be decoded whole', () => {
  assert.notEqual(partialMcu(JPEG), undefined);
  assert.ok(STUFFED > 0);
  const unusual = {
    'no end-of-image marker': JPEG.subarray(0, -2),
    'cut in the scan': JPEG.subarray(0, SCAN + 500),
    'cut in the header': JPEG.subarray(0, SCAN),
    'a marker inside the scan': patched(STUFFED + 1, 0xc4),
    'bytes between segments': Buffer.concat([JPEG.subarray(0, SCAN), Buffer.of(1), JPEG.subarray(SCAN)]),
    'two frame headers': Buffer.concat([JPEG.subarray(0, SCAN), JPEG.subarray(segmentOf(JPEG, 0xc0))]),
    'no frame header': withoutSegments(JPEG, 0xc0),
    'arithmetic coding': patched(segmentOf(JPEG, 0xc0) + 1, 0xc9),
    'a segment longer than the file': patched(segmentOf(JPEG, 0xdb) + 2, 0xff, 0xff),
  };
  for (const [what, bytes] of Object.entries(unusual)) assert.equal(partialMcu(bytes), undefined, what);
});

test('bytes after the end of the image should change nothing', () => {
  const longer = Buffer.concat([JPEG, Buffer.from('appended'), Buffer.of(0xff, 0xc4, 0xff)]);
  assert.deepEqual(partialMcu(longer), partialMcu(JPEG));
  assert.ok(!isTruncated(longer));
});

test('a file should be truncated if it ends before the end of its scans, and not for an earlier marker of the end', () => {
  assert.ok(!isTruncated(JPEG));
  assert.ok(!isTruncated(Buffer.concat([JPEG.subarray(0, SCAN + 500), JPEG.subarray(-2)])));
  assert.ok(isTruncated(JPEG.subarray(0, -1)));
  assert.ok(isTruncated(JPEG.subarray(0, SCAN + 500)));
  const thumbnail = Buffer.of(0xff, 0xe1, 0, 6, 0xff, 0xd9, 0, 0);
  const withThumbnail = Buffer.concat([JPEG.subarray(0, 2), thumbnail, JPEG.subarray(2)]);
  assert.ok(!isTruncated(withThumbnail));
  assert.ok(isTruncated(withThumbnail.subarray(0, -2)));
});

test('any marker should end a single scan, a restart marker only where there should be none', () => {
  const withMarker = (jpeg: Buffer, marker: number): Buffer => {
    const start = segmentOf(jpeg, 0xda) + 500;
    return Buffer.concat([jpeg.subarray(0, start), Buffer.of(0xff, marker, 0xff, 0xf0), jpeg.subarray(start, -2)]);
  };
  const plain = encodeJpeg(IMAGE, { subsampling: '4:2:0' });
  const progressive = encodeJpeg(IMAGE, { subsampling: '4:2:0', progressive: true });
  assert.ok(isTruncated(plain.subarray(0, -2)));
  assert.ok(!isTruncated(withMarker(plain, 0xe5)));
  assert.ok(!isTruncated(withMarker(plain, 0xd3)));
  assert.ok(isTruncated(Buffer.concat([JPEG.subarray(0, SCAN + 500), Buffer.of(0xff, 0xd3, 1)])));
  assert.ok(isTruncated(withMarker(progressive, 0xe5)));
});

test('a progressive file should be decoded whole if scans are missing, and in parts if none is', () => {
  for (const subsampling of ['4:2:0', '4:4:4', 'grey']) {
    const jpeg = encodeJpeg(IMAGE, { subsampling, progressive: true });
    assert.notEqual(partialMcu(jpeg), undefined, subsampling);
    assert.notEqual(partialMcu(Buffer.concat([jpeg, Buffer.of(0xff, 0xd9, 0)])), undefined, subsampling);
    const files = withFewerScans(jpeg);
    assert.ok(files.length >= 4);
    for (const [scans, file] of files.entries()) assert.equal(partialMcu(file), undefined, `${subsampling} ${scans}`);
  }
});
