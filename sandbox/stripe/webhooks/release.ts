import type { Delivery, StoredEvent } from "../records";
import type { Store } from "../store";
import type { Announcer } from "./announcer";
import type { DeliveryQueue } from "./queue";
import type { TryResult } from "./send";

/** Sends deliveries outside their turn. */
export type Outbox = {
  readonly store: Store;
  readonly queue: DeliveryQueue;
  readonly announcer: Announcer;
};

/** The order of held events; a list of event ids releases only those. */
export type ReleaseOrder = "as_created" | "reverse" | "shuffle" | readonly string[];

/** One event and the result of posting it. */
export type Delivered = TryResult & { readonly event: string; readonly endpoint: string };

/** Posts an event again, this often concurrently, to every endpoint that subscribes to it. */
export async function deliverAgain(
  { queue, announcer }: Outbox,
  event: StoredEvent,
  times: number,
): Promise<Delivered[]> {
  const copies = announcer
    .endpointsFor(event.type)
    .flatMap((endpoint) => Array.from({ length: times }, () => endpoint))
    .map((endpoint) => ({ ...announcer.newDelivery(event, endpoint, 0), held: true }));
  for (const delivery of copies) queue.add(delivery);
  return Promise.all(copies.map((delivery) => post(queue, delivery)));
}

/** Posts held events, each after the response to the one before, so that the order is certain. */
export async function releaseHeld(
  { store, queue }: Outbox,
  order: ReleaseOrder,
): Promise<Delivered[]> {
  const held = store.oldestFirst("deliveries").filter((delivery) => delivery.held);
  const results: Delivered[] = [];
  for (const delivery of inOrder(held, order)) results.push(await post(queue, delivery));
  return results;
}

async function post(queue: DeliveryQueue, delivery: Delivery): Promise<Delivered> {
  const result = await queue.tryOnce(delivery.id);
  return { event: delivery.event, endpoint: delivery.endpoint, ...result };
}

function inOrder(held: readonly Delivery[], order: ReleaseOrder): Delivery[] {
  if (order === "as_created") return [...held];
  if (order === "reverse") return [...held].reverse();
  if (order === "shuffle") return shuffled(held);
  return order.flatMap((event) => held.filter((delivery) => delivery.event === event));
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
