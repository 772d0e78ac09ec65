import type { Delivery } from "../records";
import type { Store } from "../store";
import { isHopeless, pauseAfter } from "./backoff";
import { Lane } from "./lane";
import { isAcknowledged, type Send, type TryResult } from "./send";

export type QueueOptions = {
  readonly store: Store;
  readonly send: Send;
  readonly now: () => number;
  /** The pause after the first failed try; it doubles with each further one. */
  readonly retryBaseMs: number;
};

const GONE: TryResult = { status: null, error: "no longer queued" };

/**
 * Delivers events until each is acknowledged. A delivery is stored before it is tried and deleted
 * once acknowledged, so that a restart takes up what is left. Each endpoint has its own lane: one
 * that is slow or down holds up no other.
 */
export class DeliveryQueue {
  readonly #options: QueueOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #stop = new AbortController();

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Takes up the deliveries that an earlier process left behind. */
  resume(): void {
    const now = this.#options.now();
    for (const delivery of this.#options.store.oldestFirst("deliveries")) {
      if (!delivery.held) this.add({ ...delivery, next_try_at: now });
    }
  }

  /** Stores a delivery and tries it when it is due, never before the caller has returned. */
  add(delivery: Delivery): void {
    const { store, now } = this.#options;
    store.put("deliveries", delivery);
    if (delivery.held) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(delivery.id);
        this.#lane(delivery.endpoint).add(async () => void (await this.tryOnce(delivery.id)));
      },
      Math.max(0, delivery.next_try_at - now()),
    );
    this.#timers.set(delivery.id, timer);
  }

  /** Tries a stored delivery now; if it isn't acknowledged, queues the next try. */
  async tryOnce(id: string): Promise<TryResult> {
    const { store, send } = this.#options;
    const delivery = store.get("deliveries", id);
    if (delivery === null || this.#stop.signal.aborted) return GONE;
    const event = store.get("events", delivery.event);
    const endpoint = store.get("webhook_endpoints", delivery.endpoint);
    if (event === null || endpoint === null) {
      store.delete("deliveries", id);
      return GONE;
    }
    const result = await send(event, endpoint, this.#stop.signal);
    if (!this.#stop.signal.aborted) this.#record(delivery, result);
    return result;
  }

  /** Forgets what is waiting; posts under way still end. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#lanes.clear();
  }

  /** Ends all work; what isn't acknowledged stays stored. */
  stop(): void {
    this.#stop.abort();
    this.clear();
  }

  #record(delivery: Delivery, { status, error }: TryResult): void {
    const { store, now, retryBaseMs } = this.#options;
    if (store.get("deliveries", delivery.id) === null) return;
    const tries = delivery.tries + 1;
    if (isAcknowledged({ status, error }) || isHopeless(tries, now() - delivery.created_at)) {
      store.delete("deliveries", delivery.id);
      return;
    }
    this.add({
      ...delivery,
      held: false,
      tries,
      next_try_at: now() + pauseAfter(tries, retryBaseMs),
      last_status: status,
      last_error: error,
    });
  }

  #lane(endpoint: string): Lane {
    const lane = this.#lanes.get(endpoint) ?? new Lane();
    this.#lanes.set(endpoint, lane);
    return lane;
  }
}
