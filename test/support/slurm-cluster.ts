/** A Slurm cluster on this machine: a controller, and a slurmd for each of its nodes. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { missingSlurm } from '../../scripts/slurm.ts';
import { freePorts } from './free-ports.ts';

/** A process of a job. */
interface JobProcess {
  pid: number;
  parent: number;
  args: string[];
}

export class SlurmCluster {
  readonly folder: string;
  readonly nodes: readonly string[];
  /** The environment of Slurm's commands. */
  readonly env: NodeJS.ProcessEnv;
  /** In no folder of this user's own, because its user must reach it. */
  readonly #munge = mkdtempSync(join(tmpdir(), 'crescendo-munge-'));
  readonly #daemons = new Map<string, ChildProcess>();

  private constructor(folder: string, nodes: readonly string[]) {
    this.folder = folder;
    this.nodes = nodes;
    this.env = { ...process.env, SLURM_CONF: join(folder, 'slurm.conf') };
  }

  /** Starts a cluster, as root, in a new folder, and waits until its nodes are idle. */
  static async start(folder: string, nodes: readonly string[]): Promise<SlurmCluster> {
    const missing = missingSlurm();
    if (missing !== undefined) throw new Error(missing);
    for (const name of ['.', 'log', 'state']) mkdirSync(join(folder, name), { recursive: true, mode: 0o755 });
    const cluster = new SlurmCluster(folder, nodes);
    const [controller, ...ports] = await freePorts(nodes.length + 1);
    writeFileSync(cluster.#file('slurm.conf'), configuration(cluster, controller!, ports));
    try {
      cluster.#startMunge();
      await until('munge to listen', () => existsSync(cluster.authentication));
      cluster.#start('slurmctld', '/usr/sbin/slurmctld', '-D');
      for (const node of nodes) cluster.#start(node, '/usr/sbin/slurmd', '-D', '-N', node);
      await until(`the nodes of ${folder} to be idle`, () => nodes.every((node) => cluster.state(node) === 'idle'));
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** The socket by which the daemons prove who they are. */
  get authentication(): string {
    return join(this.#munge, 'socket');
  }

  /** Submits a script of deploy/slurm or a test. Returns the number of the job. */
  submit(args: readonly string[], env: NodeJS.ProcessEnv): string {
    const given = { env: { ...this.env, ...env }, cwd: this.folder, encoding: 'utf8' } as const;
    return execFileSync('sbatch', ['--parsable', ...args], given).trim();
  }

  /** What scontrol says about a job, by the names of its fields. */
  job(id: string): Record<string, string> {
    const text = this.#command('scontrol', 'show', 'job', id);
    return Object.fromEntries([...text.matchAll(/(\S+?)=(\S*)/g)].map(([, name, value]) => [name!, value!]));
  }

  /** The state of a node, such as `idle`, `mixed` or `down*`. */
  state(node: string): string {
    return this.#command('sinfo', '--noheader', '--nodes', node, '--Format', 'StateLong').trim();
  }

  /** The processes of jobs on a node that have all of `words` among their arguments. */
  processes(node: string, ...words: string[]): JobProcess[] {
    const ours = [`SLURMD_NODENAME=${node}`, `SLURM_CONF=${this.env.SLURM_CONF}`];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const environment = readList(`/proc/${name}/environ`);
        const args = readList(`/proc/${name}/cmdline`);
        const found = ours.every((line) => environment.includes(line)) && words.every((word) => args.includes(word));
        return found ? [{ pid: Number(name), parent: parentOf(name), args }] : [];
      });
  }

  /** What a loss of power of a node does, and that the controller notices it, which would take it a while. */
  lose(node: string): void {
    end(this.#daemons.get(node)!.pid!);
    this.#endJobs(node);
    this.#command('scontrol', 'update', `NodeName=${node}`, 'State=DOWN', 'Reason=lost');
  }

  /** Ends all jobs, and then the daemons. */
  async stop(): Promise<void> {
    for (const node of this.nodes) this.#endJobs(node);
    const alive = [...this.#daemons.values()].filter(
      (daemon) => daemon.exitCode === null && daemon.signalCode === null,
    );
    const ended = alive.map((daemon) => new Promise((resolve) => daemon.once('exit', resolve)));
    for (const daemon of alive) daemon.kill();
    await Promise.all(ended);
    rmSync(this.#munge, { recursive: true, force: true });
  }

  /** Ends the tasks of jobs on a node, and the processes of Slurm that watch them. */
  #endJobs(node: string): void {
    const tasks = this.processes(node);
    const parents = [...new Set(tasks.map(({ parent }) => parent))];
    const watchers = parents.filter((pid) => readList(`/proc/${pid}/cmdline`)[0]!.startsWith('slurmstepd'));
    for (const pid of [...watchers, ...tasks.map((task) => task.pid)]) end(pid);
  }

  #file(name: string): string {
    return join(this.folder, name);
  }

  #command(program: string, ...args: string[]): string {
    return execFileSync(program, args, { env: this.env, encoding: 'utf8', stdio: 'pipe' });
  }

  #start(name: string, program: string, ...args: string[]): void {
    const log = openSync(this.#file(`log/${name}.out`), 'a');
    this.#daemons.set(name, spawn(program, args, { env: this.env, stdio: ['ignore', log, log] }));
  }

  /** Authentication between the daemons, with a key and a socket of its own; it refuses to run as root. */
  #startMunge(): void {
    const [user, group] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'munge'], { encoding: 'utf8' })));
    const folder = this.#munge;
    writeFileSync(join(folder, 'key'), randomBytes(1024), { mode: 0o400 });
    for (const path of [folder, join(folder, 'key')]) chownSync(path, user!, group!);
    chmodSync(folder, 0o755);
    const files = ['socket', 'key-file', 'pid-file', 'log-file', 'seed-file'].map(
      (name) => `--${name}=${join(folder, name.replace('-file', ''))}`,
    );
    const as = [`--reuid=${user}`, `--regid=${group}`, '--clear-groups'];
    this.#start('munge', 'setpriv', ...as, '/usr/sbin/munged', '--foreground', ...files);
  }
}

function configuration(
  { folder, nodes, authentication }: SlurmCluster,
  port: number,
  ports: readonly number[],
): string {
  const host = hostname();
  return [
    'ClusterName=crescendo',
    `SlurmctldHost=${host}(127.0.0.1)`,
    `SlurmctldPort=${port}`,
    ...['SlurmUser=root', 'SlurmdUser=root'],
    ...['AuthType=auth/munge', `AuthInfo=socket=${authentication}`],
    ...[`StateSaveLocation=${folder}/state`, `SlurmctldPidFile=${folder}/slurmctld.pid`],
    ...[`SlurmdPidFile=${folder}/%n.pid`, `SlurmdSpoolDir=${folder}/spool-%n`],
    ...[`SlurmctldLogFile=${folder}/log/slurmctld`, `SlurmdLogFile=${folder}/log/%n`],
    // More CPUs than the machine has, and neither control groups nor MPI.
    ...['SlurmdParameters=config_overrides', 'ProctrackType=proctrack/pgid', 'TaskPlugin=task/none', 'MpiDefault=none'],
    ...['SelectType=select/cons_tres', 'SelectTypeParameters=CR_Core'],
    ...['SchedulerParameters=sched_interval=1,bf_interval=1'],
    // A node is lost when a test says so, and never because the machine is slow.
    ...['SlurmdTimeout=3600', 'KillWait=5', 'ReturnToService=2'],
    ...nodes.map((node, k) => `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[k]} CPUs=4`),
    `PartitionName=all Nodes=${nodes.join(',')} Default=YES MaxTime=INFINITE State=UP`,
    '',
  ].join('\n');
}

/** Waits until something is so; a command that fails means that it is not so yet. */
export async function until(what: string, is: () => boolean, seconds = 240): Promise<void> {
  const start = performance.now();
  let failure: unknown;
  for (;;) {
    try {
      if (is()) return;
    } catch (error) {
      failure = error;
    }
    if (performance.now() - start > seconds * 1000)
      throw new Error(`waited ${seconds} s for ${what}`, { cause: failure });
    await wait(100);
  }
}

/** A file of /proc as its list of words; empty if the process has ended. */
function readList(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\0');
  } catch {
    return [''];
  }
}

/** The second field after the name, which may have any characters. */
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}
