import type { RefundTimer } from "../records";
import type { Work } from "../work";
import { failRefund, settleRefund } from "./settle";

/**
 * Changes refunds by themselves after a while, as Stripe's refund test cards do. The timers are
 * stored, so that it also happens after a restart.
 */
export class RefundClock {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** `work` is called only when a timer ends, without a request. */
  constructor(
    private readonly work: () => Work,
    private readonly waitMs: number,
  ) {}

  /** Continues the timers of an earlier process. */
  resume(): void {
    for (const timer of this.work().store.oldestFirst("refund_timers")) this.#arm(timer);
  }

  /** Makes this refund `succeeded` or `failed` after the clock's wait. */
  set(refund: string, becomes: RefundTimer["becomes"]): void {
    const { store, now } = this.work();
    this.#arm(store.put("refund_timers", { id: refund, due_at: now() + this.waitMs, becomes }));
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #arm(timer: RefundTimer): void {
    const wait = Math.max(0, timer.due_at - this.work().now());
    this.#timers.set(
      timer.id,
      setTimeout(() => this.#ring(timer), wait),
    );
  }

  #ring({ id, becomes }: RefundTimer): void {
    const work = this.work();
    this.#timers.delete(id);
    work.store.delete("refund_timers", id);
    const refund = work.store.get("refunds", id);
    if (refund === null || refund.status === "failed" || refund.status === "canceled") return;
    if (becomes === "failed") failRefund(work, refund);
    else if (refund.status === "pending") settleRefund(work, refund);
  }
}
