import type { ClassMap } from '../class-map.ts';
import { badShard } from './bad-shard.ts';

/** The names of the classes in the order of their labels, as the shards of a dataset state them: all the same. */
export class StatedClasses {
  #names: readonly string[] | undefined;
  #shard = '';

  /**
   * Takes the names that a shard states. A name that several classes have gets the number of its class, as names are what
   * the labels of a validation set are found by.
   *
   * @returns a name for each label, each another one
   * @throws PATH if another shard states other names
   */
  take(names: readonly string[], shard: string): readonly string[] {
    const known = this.#names;
    if (known === undefined) {
      const counts = new Map<string, number>();
      for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
      this.#names = names.map((name, label) => (counts.get(name)! > 1 ? `${name} (${label})` : name));
      this.#shard = shard;
      return this.take(names, shard);
    }
    const differs = (name: string, label: number): boolean =>
      name !== known[label] && `${name} (${label})` !== known[label];
    const at = names.length === known.length ? names.findIndex(differs) : Math.min(names.length, known.length);
    if (at === -1) return known;
    throw badShard(
      shard,
      undefined,
      `its class ${at} is ${JSON.stringify(names[at])}, and that of ${this.#shard} is ${JSON.stringify(known[at])}: the ` +
        'shards of a dataset must number their classes in the same way',
    );
  }

  /** Undefined if no shard states names. */
  get map(): ClassMap | undefined {
    if (this.#names === undefined) return undefined;
    return { names: this.#names, labels: new Map(this.#names.map((name, label) => [name, label])) };
  }
}
