/** Rounds through all peers in turn, so that a machine that slows down slows all of them. */
import { type Peer, peerEnvironment } from '../../test/bench/peers/catalogue.ts';
import { COMMON_PART, type Measurement, type NotRun, type PeerResult, STAGES, type Work } from './result.ts';
import { lastLine, type Outcome, runPeer, type Setting } from './run-peer.ts';

type Report = (message: string) => void;

/** A peer that can be measured. */
interface Ready {
  peer: Peer;
  python: string;
}

/** The measurements of a peer at one work. */
interface Shown extends Ready {
  work: Work;
  measured: Measurement[];
  /** The most recent reason why it was not measured. */
  reason: string;
}

/** Creates the environments; peers that cannot be installed are entered in `notRun`. */
export function prepare(peers: readonly Peer[], notRun: NotRun[], report: Report): Ready[] {
  const ready: Ready[] = [];
  for (const peer of peers) {
    report(`${peer.title}: environment`);
    try {
      ready.push({ peer, python: peerEnvironment(peer) });
    } catch (error) {
      const reason = `its packages do not install here: ${lastLine(error)}`;
      notRun.push(...[...STAGES, COMMON_PART].map((work) => ({ name: peer.title, reason, ...work })));
    }
  }
  return ready;
}

/**
 * Measures all peers `rounds` times and yields, after each round, the median of each at each work so far. Peers that
 * were not measured in any round are entered in `notRun`.
 */
export async function* measureAll(
  ready: readonly Ready[],
  rounds: number,
  setting: Setting,
  notRun: NotRun[],
  report: Report,
): AsyncGenerator<PeerResult[]> {
  const all: Shown[] = [];
  const workers = new Map<Peer, number>();
  for (const one of ready) {
    workers.set(one.peer, await tryWorkers(one, setting, report));
    const stages = one.peer.noStages === undefined ? STAGES : [];
    all.push(...[...stages, COMMON_PART].map((work) => ({ ...one, work, measured: [], reason: '' })));
    if (stages.length === 0) {
      notRun.push(...STAGES.map((work) => ({ name: one.peer.title, reason: one.peer.noStages!, ...work })));
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { peer, python } of ready) {
      const shown = all.filter((one) => one.peer === peer);
      const works = shown.map((one) => one.work);
      const outcomes = await runPeer(peer, python, works, workers.get(peer)!, setting);
      for (const [k, outcome] of outcomes.entries()) enter(shown[k]!, outcome);
      report(`round ${round + 1} of ${rounds}: ${peer.title}: ${outcomes.map(short).join(', ')}`);
    }
    if (round === rounds - 1) notRun.push(...all.filter((one) => one.measured.length === 0).map(failed));
    yield all.filter((one) => one.measured.length > 0).map(middle);
  }
}

function failed({ peer, work, reason }: Shown): NotRun {
  return { name: peer.title, reason, ...work };
}

/**
 * The number of workers that takes the least CPU time for the work that all peers can do. All numbers that are tried
 * can keep the cores busy, and CPU time, unlike elapsed time, does not depend on who else uses them.
 */
async function tryWorkers({ peer, python }: Ready, setting: Setting, report: Report): Promise<number> {
  if (peer.workers.length === 1) return peer.workers[0]!;
  const measured: Measurement[] = [];
  const fewer = { ...setting, batches: Math.ceil(setting.batches / 2) };
  for (const workers of peer.workers) {
    const [outcome] = await runPeer(peer, python, [COMMON_PART], workers, fewer);
    if (outcome !== undefined && !('error' in outcome)) measured.push(outcome);
    report(`${peer.title}, ${workers} workers: ${outcome === undefined ? '' : short(outcome)}`);
  }
  const best = measured.sort((a, b) => a.cpu_ms_per_image - b.cpu_ms_per_image)[0];
  return best?.workers ?? peer.workers[0]!;
}

function enter(shown: Shown, outcome: Outcome): void {
  if ('error' in outcome) shown.reason = outcome.error;
  else shown.measured.push(outcome);
}

function short(outcome: Outcome): string {
  if ('error' in outcome) return outcome.error;
  return `${outcome.cpu_ms_per_image.toFixed(2)} ms (${outcome.images_per_second.toFixed(0)}/s)`;
}

function middle({ peer, work, measured }: Shown): PeerResult {
  const cpu = median(measured.map((one) => one.cpu_ms_per_image));
  const speed = median(measured.map((one) => one.images_per_second));
  return { name: peer.title, ...measured[0]!, cpu_ms_per_image: cpu, images_per_second: speed, ...work };
}

/** The middle value; for an even count, the mean of the two middle values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
