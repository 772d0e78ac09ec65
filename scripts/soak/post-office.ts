import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type Fate, fateOf } from "./plan";
import { countUp } from "./tally";

const RETRY_MS = 500;

const stripeEvent = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ object: z.object({ id: z.string(), payment_intent: z.string().nullish() }) }),
});

/** An event as it came: its very bytes and its signature are passed on. */
interface Letter {
  id: string;
  type: string;
  intent: string;
  body: string;
  signature: string;
}

export type PostOffice = Awaited<ReturnType<typeof startPostOffice>>;

/**
 * The way from Stripe to us, and a bad one: some events are lost, some come twice, some late, when
 * others have overtaken them. Which ones follows from the seed.
 */
export async function startPostOffice(seed: number, to: string) {
  const numbers = new Map<string, number>();
  /** Events that Stripe may try again: their fate is known. */
  const retried = new Set<string>();
  const seen = new Map<string, number>();
  const fates: Record<Fate, number> = { passed: 0, dropped: 0, duplicated: 0, late: 0 };
  /** The events that we said we have. */
  const acknowledged = new Set<string>();
  let [underWay, passedOn, overtaken] = [0, 0, 0];

  /** Our answer's status, or null where there was none. */
  async function pass({ id, body, signature }: Letter): Promise<number | null> {
    const headers = { "content-type": "application/json", "stripe-signature": signature };
    const status = await fetch(to, { method: "POST", headers, body })
      .then((answer) => answer.arrayBuffer().then(() => answer.status))
      // Nobody answered, or the answer broke off.
      .catch(() => null);
    if (status === 200) {
      passedOn += 1;
      acknowledged.add(id);
    }
    return status;
  }

  /** Stripe was told that it has arrived, so that it is on us to get it there. */
  async function passLater(letter: Letter, waitMs: number): Promise<void> {
    underWay += 1;
    await sleep(waitMs);
    while ((await pass(letter)) !== 200) await sleep(RETRY_MS);
    underWay -= 1;
  }

  async function handle(letter: Letter): Promise<number> {
    const number = numbers.get(letter.intent);
    // The creation comes before the client knows of the payment, and a try that we refused comes again.
    if (
      number === undefined ||
      letter.type === "payment_intent.created" ||
      retried.has(letter.id)
    ) {
      return (await pass(letter)) ?? 502;
    }
    const nth = seen.get(letter.intent + letter.type) ?? 0;
    countUp(seen, letter.intent + letter.type);
    const { fate, waitMs } = fateOf(seed, number, letter.type, nth);
    fates[fate] += 1;
    if (fate === "dropped") return 200;
    if (fate === "late") {
      const before = passedOn;
      void passLater(letter, waitMs).then(() => {
        if (passedOn > before + 1) overtaken += 1;
      });
      return 200;
    }
    retried.add(letter.id);
    if (fate === "duplicated") void passLater(letter, waitMs);
    return (await pass(letter)) ?? 502;
  }
  const server = createServer(async (request, response) => {
    response.writeHead(await handle(await read(request))).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    fates,
    acknowledged,
    overtaken: () => overtaken,
    /** Says which payment a PaymentIntent belongs to; before that, its events pass unharmed. */
    register: (intent: string, index: number) => void numbers.set(intent, index),
    isIdle: () => underWay === 0,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request: IncomingMessage): Promise<Letter> {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { id, type, data } = stripeEvent.parse(JSON.parse(body));
  const { object } = data;
  const intent = object.payment_intent ?? object.id;
  return { id, type, intent, body, signature: String(request.headers["stripe-signature"]) };
}
