export const faultKinds = ["500", "402", "429", "hang", "drop_before", "drop_after"] as const;

/**
 * How an API call is made to fail. `429` and `drop_before` turn it away untouched; `500`, `402` and
 * `hang` happen inside it, so that an idempotency key remembers them; `drop_after` does the work
 * and then cuts the connection.
 */
export type FaultKind = (typeof faultKinds)[number];

/** The next `count` calls that match fail in this way. */
export type Fault = {
  readonly kind: FaultKind;
  readonly count: number;
  /** The beginning of the paths that it is for; empty is every path. */
  readonly path: string;
  /** `GET`, `POST` or `DELETE`, or null for all. */
  readonly method: string | null;
  /** How long `hang` waits before the call goes on as usual. */
  readonly hang_ms: number;
};

/** The faults that are still to come, the earliest first. They don't survive a restart. */
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

  /** Takes the fault for this call, if there is one, and counts it down. */
  take(method: string, path: string): Fault | null {
    const taken = this.#pending.find((fault) => {
      return path.startsWith(fault.path) && (fault.method === null || fault.method === method);
    });
    if (taken === undefined) return null;
    this.#pending = this.#pending.flatMap((fault) => {
      if (fault !== taken) return [fault];
      return fault.count > 1 ? [{ ...fault, count: fault.count - 1 }] : [];
    });
    return taken;
  }
}
