/** A PostgreSQL of the tests' own: a cluster on a Unix socket in a folder that goes away with it. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { postgresPrograms } from '../../scripts/postgres.ts';

const PORT = 5544;
const TRIES = 100;
/** Fast, and as safe as the kernel: a process that is killed loses nothing that it has written. */
const FAST = ['fsync=off', 'full_page_writes=off', 'autovacuum=off', 'shared_buffers=16MB', 'max_connections=200'];

export class Cluster {
  readonly #programs: string;
  readonly #folder: string;
  readonly #settings: readonly string[];
  #schemas = 0;

  /** @param settings as in postgresql.conf */
  constructor(settings: readonly string[] = FAST) {
    const programs = postgresPrograms();
    assert.ok(programs, 'PostgreSQL is missing: npm test -- postgresql installs it');
    this.#programs = programs;
    this.#settings = settings;
    this.#folder = mkdtempSync(join(tmpdir(), 'crescendo-pg-'));
    chmodSync(this.#folder, 0o755);
    if (process.getuid?.() === 0) {
      const uid = Number(execFileSync('id', ['-u', 'postgres']));
      const gid = Number(execFileSync('id', ['-g', 'postgres']));
      chownSync(this.#folder, uid, gid);
    }
    this.#run('initdb', '-D', this.#data, '-A', 'trust', '-U', 'crescendo', '--no-sync', '--locale=C.UTF-8');
    this.start();
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  /** The folder of the socket. */
  get socketFolder(): string {
    return this.#folder;
  }

  get port(): number {
    return PORT;
  }

  /** Address of a schema of this cluster; without a name, of one that is new. */
  address(schema?: string): string {
    this.#schemas += 1;
    return `postgresql://crescendo@/postgres?host=${this.#folder}&port=${PORT}&schema=${schema ?? `s${this.#schemas}`}`;
  }

  start(): void {
    const [program, ...args] = this.#starting();
    // Backends of a postmaster that was killed may take a moment to end.
    for (let tries = 0; spawnSync(program!, args, { cwd: this.#folder }).status !== 0; tries += 1) {
      assert.ok(tries < TRIES, `PostgreSQL does not start: ${readFileSync(this.#log, 'utf8')}`);
      spawnSync('sleep', ['0.1']);
    }
  }

  /** The same while the test goes on. */
  async startAgain(): Promise<void> {
    const [program, ...args] = this.#starting();
    for (let tries = 0; ; tries += 1) {
      const [status] = await once(spawn(program!, args, { cwd: this.#folder, stdio: 'ignore' }), 'exit');
      if (status === 0) return;
      assert.ok(tries < TRIES, `PostgreSQL does not start: ${readFileSync(this.#log, 'utf8')}`);
      await wait(100);
    }
  }

  #starting(): string[] {
    const settings = [`unix_socket_directories=${this.#folder}`, "listen_addresses=''", ...this.#settings];
    const options = [`-p ${PORT}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
    return this.#command('pg_ctl', '-D', this.#data, '-w', '-t', '60', '-l', this.#log, '-o', options, 'start');
  }

  get #log(): string {
    return join(this.#folder, 'log');
  }

  /** @param mode of pg_ctl: `immediate` leaves recovery to the next start */
  stop(mode: 'fast' | 'immediate'): void {
    this.#run('pg_ctl', '-D', this.#data, '-w', '-m', mode, 'stop');
  }

  /** SIGKILL of the postmaster; its backends notice and end. */
  kill(): void {
    process.kill(this.pid, 'SIGKILL');
  }

  /** Process id of the postmaster, whose children serve the connections. */
  get pid(): number {
    return Number(readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** Runs SQL as the owner of everything, even if the database is read-only by default. */
  async sql(text: string): Promise<pg.QueryResult> {
    const options = '-c default_transaction_read_only=off';
    const client = new pg.Client({ host: this.#folder, port: PORT, user: 'crescendo', database: 'postgres', options });
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }

  remove(): void {
    this.#spawn('pg_ctl', '-D', this.#data, '-w', '-m', 'immediate', 'stop');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** It refuses to run as root. */
  #command(program: string, ...args: string[]): string[] {
    const command = [join(this.#programs, program), ...args];
    const user = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];
    return process.getuid?.() === 0 ? [...user, ...command] : command;
  }

  #spawn(...command: [string, ...string[]]) {
    const [program, ...args] = this.#command(...command);
    return spawnSync(program!, args, { encoding: 'utf8', cwd: this.#folder });
  }

  #run(program: string, ...args: string[]): void {
    const { status, stdout, stderr } = this.#spawn(program, ...args);
    assert.equal(status, 0, `${program}: ${stdout}${stderr}`);
  }
}
