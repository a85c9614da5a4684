/** deploy/slurm on a cluster of three nodes: a server is killed, a node is lost, and the batches stay the same. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, test } from 'vitest';
import { clientEnvironment } from '../../scripts/python-env.ts';
import { writeDataset } from '../support/datasets.ts';
import { SLOW } from '../support/limits.ts';
import { pythonSource, run } from '../support/python-client.ts';
import { cli, startServer } from '../support/server.ts';
import { SlurmCluster, until } from '../support/slurm-cluster.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const script = here('../../deploy/slurm/crescendo.sbatch');
const trainer = here('../support/slurm_trainer.py');
const SPEC = JSON.stringify({
  ...{ dataset: 'train', seed: 16, base_size: 32, global_batch: 8, budget: { steps: 120 } },
  schedule: [
    { until: 0.5, bandwidth: 16 },
    { until: 1, bandwidth: 32, randaugment: 'rand-m5' },
  ],
});

const work = mkdtempSync(join(tmpdir(), 'crescendo-slurm-'));
const [data, python] = [join(work, 'data'), clientEnvironment()];
let cluster: SlurmCluster;
let expected: string[];

beforeAll(async () => {
  writeDataset(data, 40);
  const starting = SlurmCluster.start(join(work, 'cluster'), ['n1', 'n2', 'n3']);
  [cluster, expected] = await Promise.all([starting, undisturbed()]);
}, SLOW.timeout);

afterAll(async () => {
  await cluster?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** What a user sets, with a folder for the list of servers and for the state, which the "nodes" share. */
const settings = (folder: string): Record<string, string> => ({
  CRESCENDO: `${process.execPath} --disable-warning=ExperimentalWarning ${cli}`,
  CRESCENDO_DATA: `train=${data}`,
  CRESCENDO_STATE: join(folder, 'state.sqlite'),
  CRESCENDO_FOLDER: folder,
  CRESCENDO_INSECURE: '1',
  CRESCENDO_FLAGS: '--workers 1',
  PYTHONPATH: pythonSource,
});

/** The list of servers that the script keeps. */
function endpoints(folder: string): string[] {
  const file = readdirSync(folder).find((name) => name.endsWith('.endpoints'));
  return file === undefined ? [] : readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}

const steps = (folder: string): string[] =>
  existsSync(join(folder, 'steps')) ? readFileSync(join(folder, 'steps'), 'utf8').split('\n').slice(0, -1) : [];

const log = (folder: string): string => readFileSync(join(folder, 'log'), 'utf8');

/** The batches that one server makes to which nothing happens. */
async function undisturbed(): Promise<string[]> {
  const folder = mkdtempSync(join(work, 'undisturbed-'));
  const server = await startServer(data);
  const env = { ...process.env, PYTHONPATH: pythonSource, CRESCENDO_ADDRESS: server.address };
  const { code, stderr } = await run(python, [trainer, folder, SPEC], env);
  assert.equal(code, 0, stderr);
  await server.stop('SIGKILL');
  return steps(folder);
}

/** A job whose tasks wait for two servers and then leave a file with the names of task and node. */
const LEAVE_TRACE = `while [ $(grep -c . "\${CRESCENDO_ADDRESS#file:}") != 2 ]; do sleep 0.1; done; touch $0/task-$SLURM_PROCID-$SLURMD_NODENAME`;

const isOver = (job: string): boolean => !['PENDING', 'RUNNING', 'COMPLETING'].includes(cluster.job(job).JobState!);

/** Waits until something is so while a job runs; a job that ends before is shown with its log. */
async function during(job: string, folder: string, what: string, is: () => boolean): Promise<void> {
  await until(what, () => is() || isOver(job));
  assert.ok(is(), `the job ended before ${what}:\n${log(folder)}`);
}

/** Waits for the end of a job. Returns its exit code. */
async function ended(job: string): Promise<string> {
  await until(`job ${job} to end`, () => isOver(job));
  return cluster.job(job).ExitCode!;
}

test(
  'each node should have a server beside its trainers, or the second part of a heterogeneous job should serve',
  SLOW,
  async () => {
    const [beside, parts] = [mkdtempSync(join(work, 'beside-')), mkdtempSync(join(work, 'parts-'))];
    const each = ['--ntasks-per-node=1', '--cpus-per-task=1'];
    const first = cluster.submit(
      [`--output=${beside}/log`, '--nodes=2', '--nodelist=n1,n2', ...each, script, 'sh', '-c', LEAVE_TRACE, beside],
      settings(beside),
    );
    const train = [`--output=${parts}/log`, '--nodes=1', '--nodelist=n1', ...each];
    const serve = ['--nodes=2', '--nodelist=n2,n3', ...each];
    const second = cluster.submit([...train, ':', ...serve, script, 'sh', '-c', LEAVE_TRACE, parts], settings(parts));
    const tasks = (folder: string): string[] =>
      readdirSync(folder)
        .filter((name) => name.startsWith('task-'))
        .sort();
    assert.equal(await ended(first), '0:0', log(beside));
    assert.deepEqual(tasks(beside), ['task-0-n1', 'task-1-n2']);
    assert.equal(await ended(second), '0:0', log(parts));
    assert.deepEqual(tasks(parts), ['task-0-n1']);
  },
);

test('a server that cannot start should end the job, with its message in the log', SLOW, async () => {
  const folder = mkdtempSync(join(work, 'wrong-'));
  const job = cluster.submit(
    ['--nodes=1', `--output=${folder}/log`, '--ntasks-per-node=1', '--cpus-per-task=1', script, 'true'],
    {
      ...settings(folder),
      CRESCENDO_DATA: `train=${folder}/missing`,
    },
  );
  assert.equal(await ended(job), '1:0');
  assert.match(log(folder), /missing[\s\S]*ended with code 2, which a new start does not change/);
});

test('a killed server should be started again, a lost node left out, and no batch change', SLOW, async () => {
  const folder = mkdtempSync(join(work, 'job-'));
  for (const step of [30, 70]) writeFileSync(join(folder, `hold-${step}`), '');
  const job = cluster.submit(
    [
      `--output=${folder}/log`,
      '--nodes=3',
      '--ntasks-per-node=1',
      '--cpus-per-task=1',
      script,
      python,
      trainer,
      folder,
      SPEC,
    ],
    { ...settings(folder), CRESCENDO_DATA_NODES: '2' },
  );
  const reach = (what: string, is: () => boolean): Promise<void> => during(job, folder, what, is);
  await reach('both servers to be listed', () => endpoints(folder).length === 2);
  await reach('the trainer to hold step 30', () => steps(folder).length === 30);

  const [before, [server]] = [endpoints(folder), cluster.processes('n2', 'serve')];
  process.kill(server!.pid, 'SIGKILL');
  await reach('the killed server to be listed again', () => {
    const now = endpoints(folder);
    return now.length === 2 && now.some((address) => !before.includes(address));
  });
  assert.deepEqual(endpoints(folder).filter((address) => before.includes(address)).length, 1);
  rmSync(join(folder, 'hold-30'));
  await reach('the trainer to hold step 70', () => steps(folder).length === 70);

  cluster.lose('n3');
  await reach('the server of the lost node to leave the list', () => endpoints(folder).length === 1);
  assert.ok(!isOver(job), log(folder));
  rmSync(join(folder, 'hold-70'));
  assert.equal(await ended(job), '0:0', log(folder));
  assert.deepEqual(steps(folder), expected);
  assert.deepEqual(endpoints(folder), []);
});
