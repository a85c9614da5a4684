/**
 * `npm run bench:peers`: Crescendo and the pipelines that people use today do the same work on the same photographs, in
 * one invocation; docs/peers.md describes each peer.
 *
 * `npm run bench:peers -- [--peer NAME]... [--rounds N] [--batches N] [--batch N] [--json FILE] [--chart FILE]
 * [--install-only]`
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkChartPath, describeMachine, peersChart, REPORT_VERSION, writeChart } from '../src/bench/index.ts';
import { PEERS, type Peer } from '../test/bench/peers/catalogue.ts';
import { peersNotes, peersTable } from './peers/print.ts';
import type { NotRun, PeerResult, PeersReport } from './peers/result.ts';
import { measureAll, prepare } from './peers/rounds.ts';
import { preparePhotos } from './photos.ts';

const { values } = parseArgs({
  options: {
    peer: { type: 'string', multiple: true },
    json: { type: 'string' },
    chart: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    batches: { type: 'string', default: '8' },
    batch: { type: 'string', default: '256' },
    'install-only': { type: 'boolean', default: false },
  },
});

function whole(option: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${option} must be a whole number of 1 or more (given: ${text})`);
}

/** The requested peers, in the order of the catalogue. */
function chosen(names: readonly string[] | undefined): readonly Peer[] {
  const unknown = names?.find((name) => !PEERS.some(({ id }) => id === name));
  if (unknown === undefined) return PEERS.filter(({ id }) => names?.includes(id) ?? true);
  throw new Error(`--peer must be one of ${PEERS.map(({ id }) => id).join(', ')} (given: ${unknown})`);
}

const rounds = whole('rounds', values.rounds);
const setting = { batch: whole('batch', values.batch), batches: whole('batches', values.batches) };
const peers = chosen(values.peer);
// Checked before minutes of measurements.
if (values.chart !== undefined) checkChartPath(values.chart);
const tell = (message: string) => console.error(message);
const photos = await preparePhotos(tell);
const notRun: NotRun[] = [];
const ready = prepare(peers, notRun, tell);
if (values['install-only']) {
  console.log(peersNotes({ peers: [], not_run: notRun }) || 'all environments are ready');
} else {
  let round = 0;
  for await (const found of measureAll(ready, rounds, { ...setting, photos }, notRun, tell)) {
    round += 1;
    const report = reportOf(found, round);
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
    if (round < rounds) continue;
    print(report);
    if (values.chart !== undefined && found.length > 0) await writeChart(values.chart, peersChart(found));
  }
}

function reportOf(found: PeerResult[], round: number): PeersReport {
  const when = { date: new Date().toISOString(), ...setting, rounds: round };
  return { version: REPORT_VERSION, machine: describeMachine(), ...when, peers: found, not_run: notRun };
}

function print(report: PeersReport): void {
  const { machine, batch, batches } = report;
  console.log(`${machine.cpu}, ${machine.cores} cores, ${report.date.slice(0, 10)}; the demo's photographs`);
  console.log(`medians of ${rounds} rounds in turn, each of ${batches} batches of ${batch} after a warm-up`);
  console.log(peersTable(report));
  console.log(peersNotes(report));
}
