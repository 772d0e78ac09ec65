import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Delivery, deliveryOf } from "./plan";
import { countUp } from "./tally";

const RETRY_MS = 500;

const stripeEvent = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ object: z.object({ id: z.string(), payment_intent: z.string().nullish() }) }),
});

/** An event as Stripe sent it: its body and signature are passed on unchanged. */
interface RelayedEvent {
  id: string;
  type: string;
  intent: string;
  body: string;
  signature: string;
}

export type EventRelay = Awaited<ReturnType<typeof startEventRelay>>;

/**
 * An unreliable relay between Stripe and our webhook: some events are dropped, some sent twice, some sent late, after
 * others. The seed decides which.
 */
export async function startEventRelay(seed: number, to: string) {
  /** The number of each PaymentIntent's payment. */
  const numbers = new Map<string, number>();
  /** Events that were relayed immediately: if we reject one, Stripe sends it again, and it is relayed again. */
  const retried = new Set<string>();
  const countsByType = new Map<string, number>();
  const deliveries: Record<Delivery, number> = { passed: 0, dropped: 0, duplicated: 0, late: 0 };
  /** The ids of events that our webhook acknowledged with 200. */
  const acknowledged = new Set<string>();
  let [underWay, passedOn, overtaken] = [0, 0, 0];

  /** The status of our response, or null if there was none. */
  async function relay({ id, body, signature }: RelayedEvent): Promise<number | null> {
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    const status = await fetch(to, { method: "POST", headers, body })
      .then((response) => response.arrayBuffer().then(() => response.status))
      // No response, or an incomplete one.
      .catch(() => null);
    if (status === 200) {
      passedOn += 1;
      acknowledged.add(id);
    }
    return status;
  }

  /** Relays an event that Stripe already got a 200 for, so Stripe won't retry it: tries until it is accepted. */
  async function relayLater(event: RelayedEvent, waitMs: number): Promise<void> {
    underWay += 1;
    await sleep(waitMs);
    while ((await relay(event)) !== 200) await sleep(RETRY_MS);
    underWay -= 1;
  }

  async function handle(event: RelayedEvent): Promise<number> {
    const number = numbers.get(event.intent);
    // Passed unchanged: events from before the client registered the payment, and retries of rejected ones.
    if (number === undefined || event.type === "payment_intent.created" || retried.has(event.id)) {
      return (await relay(event)) ?? 502;
    }
    const nth = countsByType.get(event.intent + event.type) ?? 0;
    countUp(countsByType, event.intent + event.type);
    const { delivery, waitMs } = deliveryOf(seed, number, event.type, nth);
    deliveries[delivery] += 1;
    if (delivery === "dropped") return 200;
    if (delivery === "late") {
      const before = passedOn;
      void relayLater(event, waitMs).then(() => {
        if (passedOn > before + 1) overtaken += 1;
      });
      return 200;
    }
    retried.add(event.id);
    if (delivery === "duplicated") void relayLater(event, waitMs);
    return (await relay(event)) ?? 502;
  }
  const server = createServer(async (request, response) => {
    response.writeHead(await handle(await readEvent(request))).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    deliveries,
    acknowledged,
    overtaken: () => overtaken,
    /** Registers the payment of a PaymentIntent. Until then its events are relayed unchanged. */
    register: (intent: string, index: number) => void numbers.set(intent, index),
    isIdle: () => underWay === 0,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readEvent(request: IncomingMessage): Promise<RelayedEvent> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { id, type, data } = stripeEvent.parse(JSON.parse(body));
  const { object } = data;
  const intent = object.payment_intent ?? object.id;
  return { id, type, intent, body, signature: String(request.headers["stripe-signature"]) };
}
