/** The table that people read. */
import { table } from '../../src/cli/table.ts';
import type { NotRun, PeerResult, PeersReport, Work } from './result.ts';

const HEAD = ['B', 'm', 'peer', 'CPU ms/image', 'of Crescendo', 'images/s a core', 'workers'];

const OURS = 'Crescendo';

/** Rows by work, then by CPU time; those that were not run come at the end of their work. */
export function peersTable({ peers, not_run: notRun }: PeersReport): string {
  const rows = works(peers, notRun).flatMap((work) => {
    const measured = peers.filter((row) => same(row, work));
    const ours = measured.find((row) => row.name === OURS)?.cpu_ms_per_image;
    const sorted = [...measured].sort((a, b) => a.cpu_ms_per_image - b.cpu_ms_per_image);
    return [
      ...sorted.map((row) => cells(row, ours)),
      ...notRun.filter((row) => same(row, work)).map((row) => [...stage(row), row.name, 'not run', '', '', '']),
    ];
  });
  return table(HEAD, rows);
}

/** A line for each peer: version, work, note; then why peers were not run. */
export function peersNotes({ peers, not_run: notRun }: Pick<PeersReport, 'peers' | 'not_run'>): string {
  const lines = [
    ...peers.map((row) => `${row.name} (${row.version}): ${row.work}; ${row.note}`),
    ...notRun.map((row) => `${row.name}: not run: ${row.reason}`),
  ];
  return [...new Set(lines)].join('\n');
}

function works(peers: readonly PeerResult[], notRun: readonly NotRun[]): Work[] {
  const found: Work[] = [];
  for (const row of [...peers, ...notRun]) if (!found.some((work) => same(work, row))) found.push(row);
  return found;
}

function same(a: Work, b: Work): boolean {
  return a.bandwidth === b.bandwidth && a.magnitude === b.magnitude;
}

function stage({ bandwidth, magnitude }: Work): string[] {
  return [String(bandwidth), magnitude === null ? 'none' : String(magnitude)];
}

/** @param ours Crescendo's CPU time; undefined if it was left out */
function cells(row: PeerResult, ours: number | undefined): string[] {
  return [
    ...stage(row),
    row.name,
    row.cpu_ms_per_image.toFixed(2),
    ours === undefined ? '-' : (row.cpu_ms_per_image / ours).toFixed(2),
    (1000 / row.cpu_ms_per_image).toFixed(0),
    String(row.workers),
  ];
}
