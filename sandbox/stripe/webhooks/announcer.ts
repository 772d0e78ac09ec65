import { newId } from "../ids";
import type { Delivery, EventType, StoredEndpoint, StoredEvent } from "../records";
import type { Store } from "../store";
import type { DeliveryQueue } from "./queue";

export const deliveryModes = ["normal", "hold", "drop", "duplicate", "delay", "shuffle"] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** How new events are delivered; `delay_ms` is the wait of `delay` and the longest wait of `shuffle`. */
export type DeliverySettings = { readonly mode: DeliveryMode; readonly delay_ms: number };

const NORMAL: DeliverySettings = { mode: "normal", delay_ms: 0 };

/** Turns each new event into deliveries, one for each endpoint that subscribes to it. */
export class Announcer {
  settings: DeliverySettings = NORMAL;

  constructor(
    private readonly store: Store,
    private readonly queue: DeliveryQueue,
    private readonly now: () => number,
  ) {}

  /** The enabled endpoints that subscribe to this type of event. */
  endpointsFor(type: EventType): StoredEndpoint[] {
    return this.store
      .oldestFirst("webhook_endpoints")
      .filter(({ status, enabled_events: subscribed }) => {
        return status === "enabled" && (subscribed.includes("*") || subscribed.includes(type));
      });
  }

  /** Queues an event in the configured way. */
  announce(event: StoredEvent): void {
    const { mode, delay_ms } = this.settings;
    if (mode === "drop") return;
    const copies = mode === "duplicate" ? 2 : 1;
    for (const endpoint of this.endpointsFor(event.type)) {
      for (let copy = 0; copy < copies; copy += 1) {
        const delivery = this.newDelivery(event, endpoint, this.#wait(mode, delay_ms));
        this.queue.add({ ...delivery, held: mode === "hold" });
      }
    }
  }

  /** A delivery of an event to an endpoint, to be sent after this many milliseconds. */
  newDelivery(event: StoredEvent, endpoint: StoredEndpoint, waitMs: number): Delivery {
    const now = this.now();
    return {
      id: newId("delivery"),
      event: event.id,
      endpoint: endpoint.id,
      created_at: now,
      next_try_at: now + waitMs,
      tries: 0,
      held: false,
      last_status: null,
      last_error: null,
    };
  }

  /** Restores normal delivery. */
  reset(): void {
    this.settings = NORMAL;
  }

  #wait(mode: DeliveryMode, delayMs: number): number {
    if (mode === "delay") return delayMs;
    return mode === "shuffle" ? Math.random() * delayMs : 0;
  }
}
