import { CrescendoError } from '../../errors.ts';
import type { Owned } from '../../runs/fork.ts';
import { type Entry, ROLES, type Role } from './token-file.ts';

/** What a call needs to be allowed. */
export interface Demand {
  role: Role;
  /** The run that it is about, if it is about one. */
  run?: string;
}

/** Whose run it is. */
export interface OwnedRun {
  name: string;
  owner?: string | undefined;
}

/** The side that has made a call, and what it may do. Without access control, everybody may do everything. */
export class Caller {
  /** Its line of the token file; undefined without access control. */
  readonly entry: Entry | undefined;

  constructor(entry: Entry | undefined) {
    this.entry = entry;
  }

  /** Name of its token; empty without access control. */
  get name(): string {
    return this.entry?.name ?? '';
  }

  hasRole(role: Role): boolean {
    return this.entry === undefined || ROLES.indexOf(this.entry.role) >= ROLES.indexOf(role);
  }

  /** True if the token is bound to no run names, or to this one. */
  mayName(run: string): boolean {
    if (this.entry === undefined) return true;
    return this.entry.runs.some((pattern) =>
      pattern.endsWith('*') ? run.startsWith(pattern.slice(0, -1)) : run === pattern,
    );
  }

  /** True if it may change a run, and train it. */
  owns({ owner }: OwnedRun): boolean {
    return this.entry === undefined || this.entry.role === 'admin' || owner === this.entry.name;
  }

  /** Throws ROLE_REQUIRED, RUN_NOT_ALLOWED. */
  check({ role, run }: Demand): void {
    if (!this.hasRole(role)) throw roleRequired(this.entry!, role);
    if (run !== undefined && !this.mayName(run)) throw runNotAllowed(this.entry!, run);
  }

  /** Throws NOT_OWNER. */
  checkOwner(run: OwnedRun): void {
    if (!this.owns(run)) throw notOwner(this.entry!, run);
  }

  /** Whose the runs are that it makes. */
  get owned(): Owned {
    return this.entry === undefined ? {} : { owner: this.entry.name, quota: this.entry.quota };
  }
}

function roleRequired({ name, role }: Entry, needed: Role): CrescendoError {
  return new CrescendoError(
    'ROLE_REQUIRED',
    `token ${name} has the role ${role}, and this call needs ${needed}: ask the server's operator for a token with the ` +
      `role ${needed}`,
    { field: 'role', value: role, bound: needed, token: name },
  );
}

function runNotAllowed({ name, runs }: Entry, run: string): CrescendoError {
  const bound = runs.join(',');
  return new CrescendoError(
    'RUN_NOT_ALLOWED',
    `token ${name} is bound to runs ${bound}, and ${JSON.stringify(run)} is another one: choose such a name, or ask the ` +
      "server's operator for a token of that run",
    { field: 'run', value: run, bound, token: name },
  );
}

function notOwner({ name }: Entry, { name: run, owner }: OwnedRun): CrescendoError {
  const whose =
    owner === undefined
      ? `run ${run} was made without a token, so only a token with the role admin may train or change it`
      : `run ${run} belongs to token ${owner}, so token ${name} may read but not train or change it`;
  return new CrescendoError('NOT_OWNER', `${whose}: use such a token, or open a run of another name`, {
    ...{ field: 'run', value: run, bound: owner ?? '', token: name },
  });
}
