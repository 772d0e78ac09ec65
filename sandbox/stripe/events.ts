import Stripe from "stripe";
import { type ApiCall, readOne } from "./api/call";
import { listPage } from "./api/list";
import { optionalList, optionalText } from "./api/params";
import { newId } from "./ids";
import type { EventObjects, StoredEvent } from "./records";
import type { Store } from "./store";
import type { Announcer } from "./webhooks/announcer";
import type { Emit } from "./work";

/** The request that caused an event; nulls if a control caused it. */
export type EventRequest = { id: string | null; idempotency_key: string | null };

/** Returns the function that stores events of this request and passes them to the webhooks. */
export function createEmit(
  store: Store,
  announcer: Announcer,
  now: () => number,
  request: EventRequest,
): Emit {
  return (type, object, previous) => {
    const event: StoredEvent = {
      id: newId("evt"),
      object: "event",
      api_version: Stripe.API_VERSION,
      created: Math.floor(now() / 1000),
      data: withPrevious(object, previous),
      livemode: false,
      pending_webhooks: announcer.endpointsFor(type).length,
      request,
      type,
    };
    store.put("events", event);
    announcer.announce(event);
  };
}

function withPrevious(
  object: EventObjects[keyof EventObjects],
  previous: object | undefined,
): StoredEvent["data"] {
  return previous === undefined ? { object } : { object, previous_attributes: previous };
}

/** `GET /v1/events/{id}` */
export function retrieveEvent(call: ApiCall): object {
  return withPending(call.store, readOne(call, "events", "event"));
}

/** `GET /v1/events`, newest first, by `type` or `types`. */
export function listEvents(call: ApiCall): object {
  const type = optionalText(call.params, "type");
  const types = optionalList(call.params, "types");
  const page = listPage(call, "events", ["type", "types", "delivery_success"], (event) => {
    return (type === null || event.type === type) && (types === null || types.includes(event.type));
  });
  return { ...page, data: page.data.map((event) => withPending(call.store, event)) };
}

function withPending(store: Store, event: StoredEvent): StoredEvent {
  const pending = store.oldestFirst("deliveries").filter(({ event: id }) => id === event.id);
  return { ...event, pending_webhooks: pending.length };
}
