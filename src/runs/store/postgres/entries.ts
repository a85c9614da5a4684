/** Groups of entries, which are written for every batch and report: one statement for all that wait. */
import { type CrescendoError, toCrescendoError } from '../../../errors.ts';
import { beginsStage, deliveriesOf } from '../../deliveries.ts';
import { runChanged, unknownRun } from '../life-errors.ts';
import type { Command, Delivery, IssueBatch, LeaseAnswer, RenewLease, ReportProgress } from '../store.ts';
import type { Writer } from './writer.ts';

export type EntryCommand = IssueBatch | ReportProgress | RenewLease;

/** What has become of a command. `again` asks for a transaction of its own. */
export type Outcome = { value: unknown } | { failure: CrescendoError } | { again: true };

/** A command of a group. */
interface Waiting {
  command: EntryCommand;
  index: number;
  /** The step before a report, as the database has said. */
  before?: number;
}

/** True for commands that are written as entries. */
export function isEntry(command: Command): command is EntryCommand {
  if (command.kind === 'issue-batch') return command.badSamples.length === 0;
  return command.kind === 'report-progress' || command.kind === 'renew-lease';
}

/** Ranks whose progress is remembered. */
const REMEMBERED = 65_536;

/**
 * Carries out entries. What a report acknowledges depends on the rank's progress; this remembers it, and computes again if
 * another server has recorded some.
 */
export class Entries {
  readonly #writer: Writer;
  /** The consumed step of ranks, as far as this store knows. */
  readonly #consumed = new Map<string, number>();

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  async enter(commands: readonly EntryCommand[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    if (this.#consumed.size > REMEMBERED) this.#consumed.clear();
    let waiting = commands.map((command, index): Waiting => ({ command, index }));
    while (waiting.length > 0) {
      const predicted = new Map<string, number>();
      const group = waiting.flatMap((one) => {
        try {
          return [{ ...one, entry: this.#entry(one, predicted) }];
        } catch (error) {
          outcomes[one.index] = { failure: toCrescendoError(error) };
          return [];
        }
      });
      const answers = group.length === 0 ? [] : await this.#writer.enter(group.map(({ entry }) => entry));
      waiting = group.flatMap(({ command, index }, k) => {
        const outcome = this.#outcome(command, answers[k]);
        if ('before' in outcome) return [{ command, index, before: outcome.before }];
        outcomes[index] = outcome;
        return [];
      });
    }
    return outcomes;
  }

  /** @param predicted the consumed steps after the entries before this one */
  #entry({ command, before }: Waiting, predicted: Map<string, number>): object {
    const { run: r } = command;
    if (command.kind === 'renew-lease') {
      const { place, stream, leaseMs } = command;
      return { kind: 'renew', r, w: place.worldSize, k: place.rank, stream, ms: leaseMs };
    }
    const g = command.generation;
    if (command.kind === 'issue-batch') {
      const { place, step, deliveries } = command;
      const replays = deliveries.map(({ replayed }) => replayed);
      return { kind: 'issue', r, g, w: place.worldSize, k: place.rank, s: step, ...columns(deliveries), replays };
    }
    const { report, stages, sampleCount } = command;
    const { worldSize: w, rank: k, consumedStep: s, stepSeconds: seconds, stage } = report;
    const key = keyOf(command);
    const expected = predicted.get(key) ?? before ?? this.#consumed.get(key);
    const known = { kind: 'report', r, g, w, k, s, seconds, stage };
    if (expected === undefined || s <= expected) return { ...known, ...columns([]), expected, begins: false };
    predicted.set(key, s);
    const acknowledged = deliveriesOf(stages, sampleCount, expected + 1, s, report);
    return { ...known, ...columns(acknowledged), expected, begins: beginsStage(stages, stage, expected + 1) };
  }

  /** `before` is the step before a report that has to be entered again. */
  #outcome(command: EntryCommand, answer: unknown): Outcome | { before: number } {
    if (answer === 'UNKNOWN_RUN') return { failure: unknownRun(command.run) };
    if (answer === 'RUN_CHANGED') return { failure: runChanged(command.run) };
    if (command.kind === 'issue-batch') return { value: { issued: true } };
    if (command.kind === 'renew-lease') {
      // Who has the lease instead is a longer question.
      return answer === true ? { value: { held: true } satisfies LeaseAnswer } : { again: true };
    }
    const key = keyOf(command);
    const { kept, before } = typeof answer === 'number' ? { kept: answer } : (answer as Unchanged);
    if (kept === undefined) {
      this.#consumed.delete(key);
      return { before: before! };
    }
    this.#consumed.set(key, kept);
    return { value: { consumedStep: kept } };
  }
}

/** What the database answers to a report that has changed nothing. */
interface Unchanged {
  kept?: number;
  before?: number;
}

function keyOf({ run, generation, report }: ReportProgress): string {
  return JSON.stringify([run, generation, report.worldSize, report.rank]);
}

function columns(deliveries: readonly Delivery[]): { stages: number[]; epochs: number[]; samples: number[] } {
  return {
    stages: deliveries.map(({ stage }) => stage),
    epochs: deliveries.map(({ epoch }) => epoch),
    samples: deliveries.map(({ samples }) => samples),
  };
}
