import { LIMITS } from '../../limits.ts';
import { badShard } from './bad-shard.ts';
import { ObjectWindow } from './object-window.ts';
import { isImageSuffix, labelText, leaveOut, type ScanContext, type ScannedShard, type Shard } from './shard.ts';
import { ShardSamples } from './shard-samples.ts';
import { TarEntries, type TarEntry } from './tar-entries.ts';

/** A path up to the first dot of its last part, and what follows it. */
const KEY = /^((?:.*\/)?[^./][^./]*)\.([^/]+)$/;

/** The members of one key, as far as they matter. */
interface Group {
  key: string;
  start: number;
  /** All suffixes. */
  suffixes: Set<string>;
  images: { suffix: string; entry: TarEntry }[];
  cls?: string;
  json?: { text: string; start: number };
}

/**
 * Scans a tar archive as WebDataset writes it: the members of a sample follow each other, and their names are the same up
 * to the first dot of the last part. The image is the member with the suffix of an image. The label is in `.cls`, or in a
 * field of `.json`.
 */
export async function scanTar(shard: Shard, context: ScanContext): Promise<ScannedShard> {
  const entries = new TarEntries(new ObjectWindow(shard.store, shard.info), shard.shown);
  const scan = new TarScan(shard, context, entries);
  for (let entry = await entries.next(); entry !== undefined; entry = await entries.next()) await scan.add(entry);
  return { samples: scan.end() };
}

class TarScan {
  readonly #shard: Shard;
  readonly #context: ScanContext;
  readonly #entries: TarEntries;
  readonly #samples: ShardSamples;
  /** The keys of all samples before. */
  readonly #keys = new Set<string>();
  #group: Group | undefined;

  constructor(shard: Shard, context: ScanContext, entries: TarEntries) {
    this.#shard = shard;
    this.#samples = new ShardSamples(shard.shown);
    this.#context = context;
    this.#entries = entries;
  }

  async add(entry: TarEntry): Promise<void> {
    const match = KEY.exec(entry.path);
    const suffix = match?.[2]?.toLowerCase();
    if (match === null || suffix === undefined || !'017'.includes(entry.type)) {
      this.#addOther(entry);
      return;
    }
    const group = this.#groupOf(match[1]!, entry);
    if (group.suffixes.has(suffix)) {
      throw this.#bad(
        entry.start,
        `the sample ${group.key} has two members .${suffix}: give each sample a name of its own`,
      );
    }
    group.suffixes.add(suffix);
    if (entry.type === '1') throw this.#link(entry);
    if (this.#isImage(suffix)) group.images.push({ suffix, entry });
    else if (suffix === 'cls') group.cls = await this.#text(entry);
    else if (suffix === 'json') group.json = { text: await this.#text(entry), start: entry.start };
    else leaveOut(this.#context, this.#shard, entry.path);
  }

  /** The samples, once the last entry has been added. Throws PATH if the archive is cut off, unless that is allowed. */
  end(): ShardSamples {
    const { truncation } = this.#entries;
    if (truncation !== undefined) {
      // What is cut off may have belonged to the last sample.
      this.#finishGroup(true);
      const { fields, skipped } = this.#context;
      const cut = `${this.#shard.info.length === 0 ? 'the shard is empty' : 'the shard is cut off here'}: it lacks ${truncation.missing}`;
      if (fields.allowTruncated !== true) {
        throw this.#bad(
          truncation.offset,
          `${cut}. ${this.#samples.count} samples before are whole. Copy the shard again, or index what is whole with ` +
            'allow_truncated (--allow-truncated)',
        );
      }
      skipped.notes.push(
        `${this.#shard.shown} at byte ${truncation.offset}: ${cut}; ${this.#samples.count} samples are whole`,
      );
      return this.#samples;
    }
    this.#finishGroup();
    return this.#samples;
  }

  #groupOf(key: string, entry: TarEntry): Group {
    if (this.#group?.key === key) return this.#group;
    this.#finishGroup();
    if (this.#keys.has(key)) {
      throw this.#bad(
        entry.start,
        `the sample ${key} was already there, and other samples follow it: the members of a sample must follow each ` +
          'other, and two samples of a shard must not have one name (pack the files in the order of their names)',
      );
    }
    this.#keys.add(key);
    this.#group = { key, start: entry.start, suffixes: new Set(), images: [] };
    return this.#group;
  }

  /** Folders and names without a suffix. */
  #addOther(entry: TarEntry): void {
    if (entry.type === '5') return;
    if (entry.type === '2' && isImageSuffix(entry.path.slice(entry.path.lastIndexOf('.') + 1))) throw this.#link(entry);
    leaveOut(this.#context, this.#shard, entry.path);
  }

  #isImage(suffix: string): boolean {
    const { imageField } = this.#context.fields;
    if (imageField !== undefined) return suffix === imageField.toLowerCase().replace(/^\./, '');
    return isImageSuffix(suffix.slice(suffix.lastIndexOf('.') + 1));
  }

  /** @param cut whether the last sample may lack members, without which it is left out */
  #finishGroup(cut = false): void {
    const group = this.#group;
    this.#group = undefined;
    if (group === undefined) return;
    const image = this.#image(group);
    if (image === undefined) {
      // Its other members are counted already.
      for (const suffix of ['cls', 'json']) {
        if (group.suffixes.has(suffix)) leaveOut(this.#context, this.#shard, `${group.key}.${suffix}`);
      }
      return;
    }
    const name = image.entry.path;
    const text = this.#label(group, name, cut);
    if (text === undefined) return;
    const label = this.#context.texts.number(text, () => `${this.#shard.shown}, ${name}`);
    this.#samples.add({ name, label, offset: image.entry.offset, length: image.entry.size });
  }

  /** A suffix of one part is that of the image, and one of several, such as `seg.png`, is only without it. */
  #image({ key, images, start }: Group): Group['images'][number] | undefined {
    const plain = images.filter(({ suffix }) => !suffix.includes('.'));
    const [image, other] = plain.length > 0 ? plain : images;
    if (other === undefined) return image;
    throw this.#bad(
      start,
      `the sample ${key} has two images, .${image!.suffix} and .${other.suffix}: say which one with image_field (--image-field)`,
    );
  }

  /** The label; undefined for a sample that a label file leaves out, or that has none because the shard is cut off. */
  #label(group: Group, name: string, cut: boolean): string | undefined {
    const { given, fields, skipped } = this.#context;
    if (given !== undefined) {
      const text = given.of(name, group.key);
      if (text === undefined) skipped.add('unlisted-sample', `${this.#shard.shown}/${name}`);
      return text;
    }
    const where = (): string => `${this.#shard.shown}, ${group.key}`;
    if (group.cls !== undefined && fields.labelField === undefined) return labelText(group.cls, where, group.start);
    if (group.json !== undefined) return this.#jsonLabel(group.json, where);
    if (cut) return undefined;
    const has = [...group.suffixes].map((suffix) => `.${suffix}`).join(', ');
    throw this.#bad(
      group.start,
      `the sample ${group.key} has no label: it has ${has}. A label is in .cls, or in a field of .json (label_field, ` +
        '--label-field), or in a label_file (--label-file)',
    );
  }

  #jsonLabel({ text, start }: { text: string; start: number }, where: () => string): string {
    const field = this.#context.fields.labelField ?? 'label';
    let fields: Record<string, unknown>;
    try {
      fields = { ...(JSON.parse(text) as object) } as Record<string, unknown>;
    } catch (error) {
      throw badShard(where(), start, `.json is not JSON: ${(error as Error).message}`);
    }
    if (Object.hasOwn(fields, field)) return labelText(fields[field], where, start);
    const known = Object.keys(fields).slice(0, 20).join(', ');
    throw badShard(
      where(),
      start,
      `.json has no field ${field}; its fields are ${known}: name one with label_field (--label-field)`,
    );
  }

  async #text(entry: TarEntry): Promise<string> {
    if (this.#context.given !== undefined) return '';
    if (entry.size > LIMITS.tarLabelBytes)
      throw this.#bad(entry.start, `${entry.path} has ${entry.size} bytes; at most ${LIMITS.tarLabelBytes}`);
    const body = await this.#entries.body(entry);
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  }

  #link({ start, path }: TarEntry): Error {
    return this.#bad(
      start,
      `${path} is a link: pack the shard again with the files themselves (tar --dereference --hard-dereference)`,
    );
  }

  #bad(offset: number, why: string): Error {
    return badShard(this.#shard.shown, offset, why);
  }
}
