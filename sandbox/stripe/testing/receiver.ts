import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import Stripe from "stripe";
import { vi } from "vitest";

/** One received webhook request. Its signature was verified by Stripe's SDK. */
export type Received = { event: Stripe.Event; rawBody: string; signature: string; t: number };

type Respond = (received: Received, response: ServerResponse) => void;

const acknowledge: Respond = (_received, response) => response.writeHead(200).end();

/** A webhook endpoint on a real port, which stores all requests. */
export class Receiver {
  readonly received: Received[] = [];
  respond: Respond = acknowledge;
  readonly #server = createServer();

  constructor(readonly secret: string) {}

  async start(): Promise<this> {
    this.#server.on("request", async (request, response) => {
      let rawBody = "";
      for await (const chunk of request) rawBody += chunk;
      const signature = String(request.headers["stripe-signature"]);
      const event = Stripe.webhooks.constructEvent(rawBody, signature, this.secret);
      const t = Number(/t=(\d+)/.exec(signature)?.[1]);
      const received = { event, rawBody, signature, t };
      this.received.push(received);
      this.respond(received, response);
    });
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return this;
  }

  get url(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("not listening");
    return `http://127.0.0.1:${address.port}/webhook`;
  }

  /** The types of the events so far, sorted, since concurrent deliveries arrive in any order. */
  get types(): string[] {
    return this.received.map(({ event }) => event.type).sort();
  }

  of(type: Stripe.Event["type"]): Received[] {
    return this.received.filter(({ event }) => event.type === type);
  }

  /** Waits until this many events of this type have come, and returns them. */
  async expect(type: Stripe.Event["type"], count = 1): Promise<Received[]> {
    return vi.waitFor(
      () => {
        const received = this.of(type);
        if (received.length < count) {
          throw new Error(`${received.length} of ${count} ${type} received`);
        }
        return received;
      },
      { interval: 5, timeout: 15_000 },
    );
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}
