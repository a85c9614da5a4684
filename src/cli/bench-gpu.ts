import type { GpuReport } from '../bench/gpu.ts';
import { table } from './table.ts';

/** `crescendo bench --spectral webgpu` for people. */
export function gpuTable({ adapter, rooflines, results }: GpuReport): string {
  const head = ['B', 'images', 'upload ms', 'compute ms', 'read-back ms', 'upload', 'compute', 'read-back', 'images/s'];
  const rate = (value: number): string => value.toFixed(2);
  const rows = results.map((row) => [
    String(row.bandwidth),
    String(row.images),
    row.uploadMs.toFixed(2),
    row.computeMs.toFixed(2),
    row.readBackMs.toFixed(2),
    rate(row.uploadRate),
    rate(row.computeRate),
    rate(row.readBackRate),
    row.imagesPerSecond.toFixed(0),
  ]);
  const roof = [
    'roofline',
    '',
    '',
    '',
    '',
    rate(rooflines.upload),
    rate(rooflines.device),
    rate(rooflines.readBack),
    '',
  ];
  const software = adapter.type === 'software' ? '; it computes in software, so its speed means nothing' : '';
  return (
    `${adapter.name} (${adapter.backend}, ${adapter.type})${software}\n` +
    `Batches of 224-pixel images; GB/s, and the measured copies of buffers that bound them:\n${table(head, [...rows, roof])}`
  );
}
