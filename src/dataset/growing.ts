/**
 * Columns that grow while a dataset is indexed: arrays that double, because a list of millions of objects would not fit
 * in memory.
 */

const INITIAL = 1024;

export class GrowingUint32 {
  #data = new Uint32Array(INITIAL);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length] = value;
    this.#length += 1;
  }

  finish(): Uint32Array {
    return this.#data.subarray(0, this.#length);
  }
}

export class GrowingUint16 {
  #data = new Uint16Array(INITIAL);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const larger = new Uint16Array(this.#length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length] = value;
    this.#length += 1;
  }

  finish(): Uint16Array {
    return this.#data.subarray(0, this.#length);
  }
}

export class GrowingFloat64 {
  #data = new Float64Array(INITIAL);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length] = value;
    this.#length += 1;
  }

  finish(): Float64Array {
    return this.#data.subarray(0, this.#length);
  }
}

export class GrowingBytes {
  #data = Buffer.allocUnsafeSlow(INITIAL * 16);
  #length = 0;

  /** Appends the UTF-8 bytes of `text` and returns their number. */
  append(text: string): number {
    const needed = Buffer.byteLength(text);
    this.#makeRoom(needed);
    this.#data.write(text, this.#length, 'utf8');
    this.#length += needed;
    return needed;
  }

  appendBytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#data.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  finish(): Uint8Array {
    return this.#data.subarray(0, this.#length);
  }

  #makeRoom(needed: number): void {
    while (this.#length + needed > this.#data.length) {
      const larger = Buffer.allocUnsafeSlow(this.#data.length * 2);
      this.#data.copy(larger, 0, 0, this.#length);
      this.#data = larger;
    }
  }
}
