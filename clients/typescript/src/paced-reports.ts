/**
 * Reports that come at most every so often: the last one counts, and replaces those that wait. Where reports open no
 * window, nothing waits for them.
 */
export class PacedReports<Report> {
  readonly #everyMs: number;
  readonly #send: (report: Report) => void;
  #waiting: Report | undefined;
  #timer: NodeJS.Timeout | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;

  /** @param everyMs least time between two reports, in milliseconds; 0 sends each at once */
  constructor(everyMs: number, send: (report: Report) => void) {
    this.#everyMs = everyMs;
    this.#send = send;
  }

  report(report: Report): void {
    const now = performance.now();
    if (now - this.#sentAt >= this.#everyMs) {
      this.#waiting = undefined;
      this.#sentAt = now;
      this.#send(report);
      return;
    }
    this.#waiting = report;
    this.#timer ??= setTimeout(() => this.#due(), this.#sentAt + this.#everyMs - now).unref();
  }

  /** Sends nothing any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#waiting = undefined;
  }

  #due(): void {
    this.#timer = undefined;
    const waiting = this.#waiting;
    if (waiting !== undefined) this.report(waiting);
  }
}
