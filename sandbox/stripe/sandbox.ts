import type { AccountKeys } from "./api/auth";
import { Idempotency } from "./api/idempotency";
import { createEmit, type EventRequest } from "./events";
import { Faults } from "./faults";
import { RefundClock } from "./refunds/clock";
import { Store } from "./store";
import { Announcer } from "./webhooks/announcer";
import { DeliveryQueue } from "./webhooks/queue";
import { createSend } from "./webhooks/send";
import type { Work } from "./work";

/** Settings that a test may change to be quick; people and the app get the defaults. */
export type SandboxTuning = {
  /** Pause after the first failed delivery; it doubles up to a minute. Default 1 s. */
  readonly retryBaseMs?: number;
  /** How long an endpoint may take to acknowledge an event. Default 10 s. */
  readonly deliveryTimeoutMs?: number;
  /** When the refund test cards change their refunds. Default 3 s. */
  readonly refundWaitMs?: number;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
};

/** Everything that belongs to one running sandbox. */
export class Sandbox {
  readonly store: Store;
  readonly queue: DeliveryQueue;
  readonly announcer: Announcer;
  readonly idempotency: Idempotency;
  readonly refundClock: RefundClock;
  readonly faults = new Faults();
  readonly now: () => number;
  readonly #closing = new AbortController();

  constructor(
    dataDir: string,
    readonly keys: AccountKeys,
    /** The sandbox's own address, without a slash at its end. */
    readonly url: string,
    tuning: SandboxTuning,
  ) {
    const { retryBaseMs = 1000, deliveryTimeoutMs = 10_000, refundWaitMs = 3000 } = tuning;
    const now = tuning.now ?? Date.now;
    this.now = now;
    this.store = new Store(dataDir);
    const send = createSend(deliveryTimeoutMs, now);
    this.queue = new DeliveryQueue({ store: this.store, send, now, retryBaseMs });
    this.announcer = new Announcer(this.store, this.queue, now);
    this.idempotency = new Idempotency(this.store, now);
    this.refundClock = new RefundClock(() => this.work(), refundWaitMs);
  }

  /** Continues the work of an earlier process: pending deliveries and refunds. */
  resume(): void {
    this.idempotency.prune();
    this.queue.resume();
    this.refundClock.resume();
  }

  /** The context of an operation; its events name this request, or none for a control. */
  work(request: EventRequest = { id: null, idempotency_key: null }): Work {
    return {
      store: this.store,
      now: this.now,
      emit: createEmit(this.store, this.announcer, this.now, request),
      settleRefundLater: (refund, becomes) => this.refundClock.set(refund, becomes),
    };
  }

  /** Deletes all objects, events, deliveries, faults and settings; webhook endpoints stay. */
  reset(): void {
    this.queue.clear();
    this.refundClock.stop();
    this.faults.clear();
    this.announcer.reset();
    this.store.clear();
  }

  /** Aborted when the sandbox closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  close(): void {
    this.#closing.abort();
    this.queue.stop();
    this.refundClock.stop();
    this.store.close();
  }
}
