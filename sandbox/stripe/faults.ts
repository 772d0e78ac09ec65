export const faultKinds = ["500", "402", "429", "hang", "drop_before", "drop_after"] as const;

/**
 * How an API call is made to fail. `429` and `drop_before` reject it before its work; `500`, `402` and
 * `hang` happen inside it, so that an idempotency key saves them; `drop_after` does the work
 * and then cuts the connection.
 */
export type FaultKind = (typeof faultKinds)[number];

/** The next `count` matching calls fail in this way. */
export type Fault = {
  readonly kind: FaultKind;
  readonly count: number;
  /** The prefix of its paths; empty for every path. */
  readonly path: string;
  /** `GET`, `POST` or `DELETE`, or null for all. */
  readonly method: string | null;
  /** How long `hang` waits before the call continues. */
  readonly hang_ms: number;
};

/** The pending faults, the earliest first. They don't survive a restart. */
export class Faults {
  #pending: Fault[] = [];

  add(fault: Fault): void {
    this.#pending.push(fault);
  }

  list(): readonly Fault[] {
    return this.#pending;
  }

  clear(): void {
    this.#pending = [];
  }

  /** The fault for this call, or null. Lowers its count. */
  take(method: string, path: string): Fault | null {
    const matching = this.#pending.find((fault) => {
      return path.startsWith(fault.path) && (fault.method === null || fault.method === method);
    });
    if (matching === undefined) return null;
    this.#pending = this.#pending.flatMap((fault) => {
      if (fault !== matching) return [fault];
      return fault.count > 1 ? [{ ...fault, count: fault.count - 1 }] : [];
    });
    return matching;
  }
}
