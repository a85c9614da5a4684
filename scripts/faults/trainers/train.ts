/** A trainer of the TypeScript client that faults are done to: `node train.ts TASK`, with TASK as in task.ts. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type RunSpec, type StreamState } from '../../../clients/typescript/src/index.ts';
import { digestOf } from './digest.ts';
import { CHECKPOINT_EVERY, type TrainerLine, type TrainerTask } from './task.ts';

const task = JSON.parse(process.argv[2]!) as TrainerTask;
const { checkpoint } = task;

function print(line: TrainerLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A checkpoint is whole or not there, whenever the trainer is killed. */
function save(file: string, state: StreamState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

async function train(): Promise<void> {
  const keepalive = { 'grpc.keepalive_time_ms': 2000, 'grpc.keepalive_timeout_ms': 2000 };
  const client = connect(task.address, {
    ...(task.impatient ? { channelOptions: keepalive, timeoutMs: 2000 } : {}),
    onNotice: ({ message }) => print({ notice: message }),
  });
  const state =
    checkpoint !== undefined && existsSync(checkpoint)
      ? { state: JSON.parse(readFileSync(checkpoint, 'utf8')) as StreamState }
      : {};
  const { run, takeover, shared: sharedMemory } = task;
  const spec = task.spec as RunSpec;
  const place = { rank: task.rank ?? 0, worldSize: spec.worldSize ?? 1 };
  const stream = client.batches({ run, spec, ...place, sharedMemory, takeover, ...state });
  if (checkpoint !== undefined && !existsSync(checkpoint)) {
    // As a trainer saves its first weights: from now on it has a state, whenever it is killed.
    await stream.open();
    save(checkpoint, stream.state());
  }
  for await (const batch of stream) {
    if (task.paceMs > 0) await sleep(task.paceMs);
    print({ step: batch.step, sha256: digestOf(batch), samples: batch.labels.length });
    if (checkpoint !== undefined && (batch.step + 1) % CHECKPOINT_EVERY === 0) save(checkpoint, stream.state());
  }
  client.close();
  print({ end: true });
}

try {
  await train();
} catch (error) {
  print({ error: String(error) });
  process.exitCode = 1;
}
