import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { POST as redeliverRoute } from "@/app/api/v2/webhook-endpoints/[id]/deliveries/[delivery_id]/redeliver/route";
import { GET as deliveriesRoute } from "@/app/api/v2/webhook-endpoints/[id]/deliveries/route";
import { POST as rotateRoute } from "@/app/api/v2/webhook-endpoints/[id]/rotate-secret/route";
import { DELETE, GET, PATCH } from "@/app/api/v2/webhook-endpoints/[id]/route";
import { POST as testRoute } from "@/app/api/v2/webhook-endpoints/[id]/test/route";
import { POST as createRoute } from "@/app/api/v2/webhook-endpoints/route";
import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/database";
import { emit } from "@/lib/webhooks";
import type { DeliveryView, EndpointWithSecretView } from "@/lib/webhooks/schemas";
import { call } from "./api";
import { sql } from "./callers";

type Headers = Record<string, string>;

/** What a receiver was sent. */
export interface Message {
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

type Answer = (response: ServerResponse, message: Message) => void;
const accept: Answer = (response) => void response.writeHead(204).end();

/** A receiver on this machine: it keeps what it is sent and answers as it is told. */
export async function startReceiver(answer: Answer = accept) {
  const messages: Message[] = [];
  const receiver = { answer };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const message = { headers: request.headers, body, at: Date.now() };
    messages.push(message);
    receiver.answer(response, message);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    messages,
    port,
    url: `http://127.0.0.1:${port}/hook`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

/** The message as the library gives it to a receiver who has the secret; throws where it isn't signed so. */
export const verified = (secret: string, { body, headers }: Message) =>
  new Webhook(secret).verify(body, headers as Headers) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };

const at = (id: string, headers: Headers) => ({ params: { id }, headers });

/** The endpoints' API, as an app calls it. */
export const endpoints = {
  create: (headers: Headers, body: object) => call(createRoute, { method: "POST", headers, body }),
  read: (headers: Headers, id: string) => call(GET, at(id, headers)),
  change: (headers: Headers, id: string, body: object) =>
    call(PATCH, { ...at(id, headers), method: "PATCH", body }),
  remove: (headers: Headers, id: string) => call(DELETE, { ...at(id, headers), method: "DELETE" }),
  rotate: (headers: Headers, id: string) =>
    call(rotateRoute, { ...at(id, headers), method: "POST" }),
  test: (headers: Headers, id: string) => call(testRoute, { ...at(id, headers), method: "POST" }),
  deliveries: (headers: Headers, id: string, query = "") =>
    call(deliveriesRoute, { ...at(id, headers), path: `/${query}` }),
  redeliver: (headers: Headers, id: string, delivery_id: string) =>
    call(redeliverRoute, { params: { id, delivery_id }, headers, method: "POST" }),
};

/** A new endpoint of an app, with its secret. */
export async function newEndpoint(
  headers: Headers,
  url: string,
  events = ["*"],
): Promise<EndpointWithSecretView> {
  const { status, body } = await endpoints.create(headers, { url, events });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** An endpoint's deliveries by the API, newest first. */
export async function deliveriesOf(headers: Headers, id: string): Promise<DeliveryView[]> {
  return (await endpoints.deliveries(headers, id)).body;
}

/** Tells of a payment that never was, through an app or none. */
export async function tellOf(customerPublicId: string, appId: string | null, paymentId = "pay_1") {
  const { rows } = await sql("select id from customers where public_id = $1", [customerPublicId]);
  await inTransaction(database(), (tx) =>
    emit(
      tx,
      "payment.succeeded",
      { customerId: rows[0].id, appId },
      {
        payment_id: paymentId,
        stripe_payment_intent_id: null,
        tier_id: "tier_25k",
        amount_cents: 19_900,
        currency: "usd",
        prop_account_id: null,
      },
    ),
  );
}

/** Lets the time of a waiting delivery come: its next attempt is due now. */
export async function skipWait(deliveryId: string) {
  await sql("update webhook_deliveries set next_attempt_at = now() where id = $1", [deliveryId]);
  await sql("update graphile_worker._private_jobs set run_at = now() where key like $1", [
    `deliver-webhook:${deliveryId}:%`,
  ]);
}
