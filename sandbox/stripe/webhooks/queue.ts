import type { Delivery } from "../records";
import type { Store } from "../store";
import { isAcknowledged, type Send, type TryResult } from "./send";

export type QueueOptions = {
  readonly store: Store;
  readonly send: Send;
  readonly now: () => number;
  /** The pause after the first failed attempt; it doubles with each further one. */
  readonly retryBaseMs: number;
};

/** The longest pause between two attempts, in milliseconds. */
const MAX_PAUSE_MS = 60_000;

/** After this many attempts, or this long, a delivery fails permanently. */
const MAX_TRIES = 50;
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** The pause after this many failed attempts: base, 2·base, 4·base … up to a minute. */
function pauseAfter(tries: number, baseMs: number): number {
  return Math.min(MAX_PAUSE_MS, baseMs * 2 ** (tries - 1));
}

/** Whether a delivery has failed so often, or for so long, that it isn't attempted again. */
function isHopeless(tries: number, ageMs: number): boolean {
  return tries >= MAX_TRIES || ageMs >= MAX_AGE_MS;
}

/** The most concurrent posts to one endpoint. */
const MAX_IN_FLIGHT = 8;

/** Runs the requests to one endpoint in order, a few at a time. */
class EndpointQueue {
  readonly #waiting: Array<() => Promise<void>> = [];
  #inFlight = 0;

  add(post: () => Promise<void>): void {
    this.#waiting.push(post);
    this.#fill();
  }

  #fill(): void {
    while (this.#inFlight < MAX_IN_FLIGHT) {
      const post = this.#waiting.shift();
      if (post === undefined) return;
      this.#inFlight += 1;
      void post().finally(() => {
        this.#inFlight -= 1;
        this.#fill();
      });
    }
  }
}

const GONE: TryResult = { status: null, error: "no longer queued" };

/**
 * Delivers events until each is acknowledged. A delivery is stored before it is attempted and deleted
 * once acknowledged, so that a restart continues with the others. Each endpoint has its own queue, so that
 * a slow or unreachable one doesn't hold up the others.
 */
export class DeliveryQueue {
  readonly #options: QueueOptions;
  readonly #queues = new Map<string, EndpointQueue>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #stop = new AbortController();

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Continues the deliveries of an earlier process. */
  resume(): void {
    const now = this.#options.now();
    for (const delivery of this.#options.store.oldestFirst("deliveries")) {
      if (!delivery.held) this.add({ ...delivery, next_try_at: now });
    }
  }

  /** Stores a delivery and attempts it at its time, never before the caller has returned. */
  add(delivery: Delivery): void {
    const { store, now } = this.#options;
    store.put("deliveries", delivery);
    if (delivery.held) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(delivery.id);
        this.#queueOf(delivery.endpoint).add(async () => void (await this.tryOnce(delivery.id)));
      },
      Math.max(0, delivery.next_try_at - now()),
    );
    this.#timers.set(delivery.id, timer);
  }

  /** Attempts a stored delivery now; if it isn't acknowledged, queues the next attempt. */
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

  /** Deletes the waiting deliveries; posts in progress still end. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#queues.clear();
  }

  /** Stops all work. Unacknowledged deliveries stay stored. */
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

  #queueOf(endpoint: string): EndpointQueue {
    const queue = this.#queues.get(endpoint) ?? new EndpointQueue();
    this.#queues.set(endpoint, queue);
    return queue;
  }
}
