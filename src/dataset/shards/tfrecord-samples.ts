import { badShard } from './bad-shard.ts';
import { bytesOf } from './byte-source.ts';
import { maskedCrc32c } from './crc32c.ts';
import { ObjectWindow } from './object-window.ts';
import { labelText, type ScanContext, type ScannedShard, type Shard, sampleName } from './shard.ts';
import { ShardSamples } from './shard-samples.ts';
import { exampleFeatures, type Feature, NotAMessage } from './tfrecord-example.ts';

/** A length of 8 bytes and its checksum, and the checksum of the record after it. */
const HEAD = 12;
const TAIL = 4;
const IMAGE = 'image/encoded';
const LABEL = 'image/class/label';
const FILENAME = 'image/filename';

/**
 * Scans a TFRecord file of `tf.train.Example` messages with the features `image/encoded` and `image/class/label`, and
 * `image/filename` where it is there. Checksums of lengths are verified; those of records would need all bytes.
 */
export async function scanTfrecord(shard: Shard, context: ScanContext): Promise<ScannedShard> {
  const window = new ObjectWindow(shard.store, shard.info);
  const samples = new ShardSamples(shard.shown);
  let at = 0;
  for (let record = 0; at < window.length; record += 1) {
    const length = await recordLength(window, shard, at);
    if (length === undefined) {
      endCut(shard, context, samples, at);
      break;
    }
    const start = at + HEAD;
    await addExample(window, shard, context, { record, start, end: start + length }, samples);
    at = start + length + TAIL;
  }
  return { samples };
}

/** Bytes of the record at `at`; undefined if it is cut off. */
async function recordLength(window: ObjectWindow, { shown }: Shard, at: number): Promise<number | undefined> {
  if (at + HEAD > window.length) return undefined;
  const head = Buffer.from(await bytesOf(window, at, HEAD));
  if (maskedCrc32c(head.subarray(0, 8)) !== head.readUInt32LE(8)) {
    const gzip = at === 0 && head[0] === 0x1f && head[1] === 0x8b;
    const why = gzip
      ? 'it is compressed with gzip; records are read one by one, so decompress it'
      : 'the checksum of a length is wrong: the shard is damaged or no TFRecord file';
    throw badShard(shown, at, why);
  }
  const length = Number(head.readBigUInt64LE(0));
  return at + HEAD + length + TAIL > window.length ? undefined : length;
}

function endCut({ shown }: Shard, { fields, skipped }: ScanContext, { count }: ShardSamples, at: number): void {
  const cut = 'the shard is cut off here, in the middle of a record';
  if (fields.allowTruncated === true) {
    skipped.notes.push(`${shown} at byte ${at}: ${cut}; ${count} samples are whole`);
    return;
  }
  throw badShard(
    shown,
    at,
    `${cut}. ${count} samples before are whole. Copy the shard again, or index what is whole with allow_truncated ` +
      '(--allow-truncated)',
  );
}

async function addExample(
  window: ObjectWindow,
  shard: Shard,
  context: ScanContext,
  { record, start, end }: { record: number; start: number; end: number },
  samples: ShardSamples,
): Promise<void> {
  const { shown } = shard;
  const file = shown.slice(shown.lastIndexOf('/') + 1);
  const { fields, given, skipped, texts } = context;
  let features: Map<string, Feature>;
  try {
    features = await exampleFeatures(window, start, end);
  } catch (error) {
    if (!(error instanceof NotAMessage)) throw error;
    throw badShard(shown, start, `record ${record} is no tf.train.Example: ${error.message}`);
  }
  const fail = (name: string, option: string, feature: Feature | undefined): Error => {
    const why = feature === undefined ? 'is not there' : 'other' in feature ? feature.other : 'is of the wrong type';
    const known = [...features.keys()].join(', ');
    return badShard(
      shown,
      start,
      `record ${record}: the feature ${name} ${why}; its features are ${known}: name one with ${option}`,
    );
  };
  const imageField = fields.imageField ?? IMAGE;
  const image = features.get(imageField);
  if (image === undefined || !('bytes' in image)) throw fail(imageField, 'image_field (--image-field)', image);
  const name = sampleName(await textOf(window, features.get(FILENAME)), file, record);
  let text: string | undefined;
  if (given !== undefined) {
    text = given.of(name, `${file}/${record}`);
    if (text === undefined) {
      skipped.add('unlisted-sample', `${shown}/${record}`);
      return;
    }
  } else {
    const labelField = fields.labelField ?? LABEL;
    const label = features.get(labelField);
    if (label === undefined || 'other' in label) throw fail(labelField, 'label_field (--label-field)', label);
    const value = 'integer' in label ? label.integer : await textOf(window, label);
    text = labelText(value, () => `${shown}, record ${record}`, start);
  }
  const { offset, length } = image.bytes;
  samples.add({ name, label: texts.number(text, () => `${shown}, record ${record}`), offset, length });
}

async function textOf(window: ObjectWindow, feature: Feature | undefined): Promise<string | undefined> {
  if (feature === undefined || !('bytes' in feature)) return undefined;
  const { offset, length } = feature.bytes;
  return Buffer.from(await bytesOf(window, offset, length)).toString('utf8');
}
