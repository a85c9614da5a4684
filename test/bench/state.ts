/**
 * What the state of runs costs for each batch: `node test/bench/state.ts [SECONDS]`. Streams enter batches and report them,
 * each as soon as the one before is recorded, in a SQLite file and in a PostgreSQL of its own, whose commits wait for the
 * disk. Prints batches a second, the time until a batch is recorded and may be sent, and the CPU time of a batch in the
 * server and in the database. Other programs on the machine add to the times.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresStore } from '../../src/runs/store/postgres/postgres.ts';
import { SqliteStore } from '../../src/runs/store/sqlite.ts';
import type { RunStore } from '../../src/runs/store/store.ts';
import { Cluster } from '../support/postgres.ts';

const seconds = Number(process.argv[2] ?? 5);
const TICKS_PER_SECOND = 100;
const run = { name: 'r', spec: '{}', specDigest: 'd', manifestDigest: 'm', engineVersion: '1', createdAt: 0 };

/** CPU seconds of the children of a process, by their accounts in /proc. */
function cpuOfChildren(parent: number): number {
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      if (Number(fields[1]) === parent) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks / TICKS_PER_SECOND;
}

/** @param databaseCpu CPU seconds of the database so far, if it is not in this process */
async function measure(name: string, store: RunStore, streams: number, databaseCpu?: () => number): Promise<void> {
  const stages = [{ index: 0, firstStep: 0, steps: 1e9, firstPosition: 0, globalBatch: streams * 64 }];
  await store.apply({ kind: 'create-run', run: { ...run, name: `${streams}` } });
  const latencies: number[] = [];
  const stream = async (rank: number, until: number): Promise<void> => {
    const place = { worldSize: streams, rank };
    const ofRun = { run: `${streams}` };
    const deliveries = [{ stage: 0, epoch: 0, samples: 64, replayed: 0 }];
    for (let step = 0; performance.now() < until; step += 1) {
      const before = performance.now();
      const issue = {
        kind: 'issue-batch',
        ...ofRun,
        place,
        step,
        deliveries,
        badSamples: [],
        badSamplesAllowed: 0,
      } as const;
      const issued = store.apply(issue).then(() => latencies.push(performance.now() - before));
      const report = { ...place, consumedStep: step - 1, stepSeconds: 0.1, stage: 0 };
      // A trainer reports the batch before with its wish for the next one.
      const reported = step > 0 && store.apply({ kind: 'report-progress', ...ofRun, report, stages, sampleCount: 1e9 });
      await Promise.all([issued, reported]);
    }
  };
  const [cpu, other] = [process.cpuUsage(), databaseCpu?.() ?? 0];
  const until = performance.now() + seconds * 1000;
  await Promise.all(Array.from({ length: streams }, (_, rank) => stream(rank, until)));
  const used = process.cpuUsage(cpu);
  const there = (databaseCpu?.() ?? 0) - other;
  const count = latencies.length;
  latencies.sort((a, b) => a - b);
  const at = (share: number): string => `${latencies[Math.floor(share * (count - 1))]!.toFixed(2)} ms`;
  const each = (total: number): string => `${((total * 1e6) / count).toFixed(0)} us`;
  console.log(
    `${name}, ${streams} streams: ${Math.round(count / seconds)} batches/s, recorded after p50 ${at(0.5)}, p99 ${at(0.99)}; ` +
      `CPU of a batch ${each((used.user + used.system) / 1e6)} in the server${databaseCpu ? `, ${each(there)} in the database` : ''}`,
  );
}

const work = mkdtempSync(join(tmpdir(), 'crescendo-bench-'));
const cluster = new Cluster([]);
try {
  const sqlite = await SqliteStore.open(join(work, 'state.sqlite'));
  const postgres = await PostgresStore.open(cluster.address());
  for (const streams of [1, 64]) {
    await measure('SQLite', sqlite, streams);
    await measure('PostgreSQL', postgres, streams, () => cpuOfChildren(cluster.pid));
  }
  await Promise.all([sqlite.close(), postgres.close()]);
} finally {
  cluster.remove();
  rmSync(work, { recursive: true });
}
