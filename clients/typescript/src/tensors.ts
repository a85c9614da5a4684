import { endianness } from 'node:os';
import type { crescendo } from '@crescendo/proto';
import { enumWord } from './enums.ts';
import { DTYPE, type Dtype } from './spec.ts';

/** Bytes of one value. */
export const DTYPE_BYTES: Readonly<Record<Dtype, number>> = { uint8: 1, float32: 4 };

/** Tensors begin at multiples of this. */
const ALIGNMENT = 64;
const BIG_ENDIAN = endianness() === 'BE';

/** A tensor of a batch, and where it lies in the batch's buffer. */
export interface TensorPlace {
  name: string;
  dtype: Dtype;
  /** Shape, beginning with the number of samples. */
  shape: readonly number[];
  /** First byte in the buffer. */
  offset: number;
  byteLength: number;
}

/** The first multiple of the alignment that is not below a number of bytes. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/**
 * Reads where a batch's tensors lie. From a server that knows no names, these are only the images. Returns a sentence
 * if they contradict the header's other fields or each other.
 *
 * @param dtype that of the images
 */
export function placeTensors(header: crescendo.v1.BatchHeader, dtype: Dtype): TensorPlace[] | string {
  const { byteLength, shape } = header;
  const images: TensorPlace = { name: 'images', dtype, shape, offset: 0, byteLength };
  const [first, ...others] = header.tensors;
  if (first === undefined) return [images];
  const same = first.name === 'images' && first.offset === 0 && first.dtype === DTYPE[dtype];
  if (!same || String(first.shape) !== String(shape)) return 'its first tensor is not that of the images';
  const places = [images];
  for (const tensor of others) {
    const { end } = places.map((place) => ({ end: place.offset + place.byteLength })).at(-1)!;
    const place = placeTensor(tensor, shape[0] ?? 0, aligned(end));
    if (typeof place === 'string') return place;
    places.push(place);
  }
  return places;
}

function placeTensor(tensor: crescendo.v1.ITensor, samples: number, offset: number): TensorPlace | string {
  const { name, shape } = tensor;
  const dtype = enumWord(DTYPE, tensor.dtype);
  if (!name || dtype === undefined || shape?.[0] !== samples)
    return `its tensor ${name} has no known type, or no ${samples} samples`;
  const sampleBytes = shape.slice(1).reduce((product, length) => product * length, DTYPE_BYTES[dtype]);
  if (tensor.sampleBytes !== sampleBytes)
    return `its tensor ${name} has samples of ${tensor.sampleBytes} bytes, expected ${sampleBytes}`;
  if (tensor.offset !== offset) return `its tensor ${name} begins at ${tensor.offset}, expected ${offset}`;
  return { name, dtype, shape, offset, byteLength: sampleBytes * samples };
}

/** Bytes from the start of the first tensor to the end of the last one. */
export function placedBytes(places: readonly TensorPlace[]): number {
  return Math.max(0, ...places.map(({ offset, byteLength }) => offset + byteLength));
}

/** The values of a tensor, as a view of the buffer. */
export function tensorView(buffer: ArrayBuffer, { dtype, offset, byteLength }: TensorPlace): Uint8Array | Float32Array {
  if (dtype === 'uint8') return new Uint8Array(buffer, offset, byteLength);
  // Floats are little-endian on the wire, and a typed array has the byte order of the machine.
  if (BIG_ENDIAN) Buffer.from(buffer, offset, byteLength).swap32();
  return new Float32Array(buffer, offset, byteLength / DTYPE_BYTES.float32);
}
