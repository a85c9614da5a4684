import { readFileSync, readlinkSync } from 'node:fs';

/** A process that uses the cache, such that no other process is ever taken for it. */
export interface Owner {
  /** Of the running system: process ids begin anew when it starts. */
  boot: string;
  /** Containers number their processes independently of each other. */
  namespace: string;
  pid: number;
  /** When the process began: its id is given to another one after its end. */
  start: string;
}

/** Milliseconds without a sign of life after which a process of another container counts as dead. */
const SILENT_MS = 60_000;

export function ownerOfThisProcess(): Owner {
  return {
    boot: read('/proc/sys/kernel/random/boot_id'),
    namespace: namespaceOf('self'),
    pid: process.pid,
    start: startOf(process.pid) ?? '',
  };
}

/**
 * @param seen when the owner last gave a sign of life, Unix time in milliseconds
 * @param self an owner on the machine that asks
 */
export function isAlive(owner: Owner, seen: number, self: Owner, now: number): boolean {
  if (owner.boot !== self.boot) return false;
  // What another container's ids mean cannot be seen from here.
  if (owner.namespace !== self.namespace) return now - seen < SILENT_MS;
  return startOf(owner.pid) === owner.start;
}

/** When a process began, in ticks since the system started; undefined if it has ended. */
function startOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === '') return hasProc() ? undefined : startWithoutProc(pid);
  // The second field is the program's name, which may contain spaces and brackets. See proc_pid_stat(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? undefined : fields[19];
}

function hasProc(): boolean {
  return read('/proc/self/stat') !== '';
}

/** A system without /proc: only that some process has the id is known. */
function startWithoutProc(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? '' : undefined;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return '';
  }
}

function namespaceOf(pid: 'self'): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return '';
  }
}
