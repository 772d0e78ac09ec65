import { inTransaction } from "@/db/transaction";
import { database } from "@/lib/core/database";
import { emit } from "@/lib/webhooks";
import type { DeliveryView, EndpointWithSecretView } from "@/lib/webhooks/schemas";
import type { Actor } from "../actors/credentials";
import { sql } from "../database/sql";
import { as } from "../http/client";

/** Creates an endpoint of an app. Returns it with its secret. */
export async function newEndpoint(
  app: Actor,
  url: string,
  events = ["*"],
): Promise<EndpointWithSecretView> {
  const { status, body } = await as(app).post("/v2/webhook-endpoints", { url, events });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
}

/** The deliveries of an endpoint as the API returns them, newest first. */
export async function deliveriesOf(app: Actor, id: string): Promise<DeliveryView[]> {
  return (await as(app).get(`/v2/webhook-endpoints/${id}/deliveries`)).body;
}

/** Emits a `payment.succeeded` of a payment that doesn't exist, created by an app or by none. */
export async function emitPaymentEvent(
  customerPublicId: string,
  appId: string | null,
  paymentId = "pay_1",
) {
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

/** Schedules the next attempt of a pending delivery for now. */
export async function skipRetryDelay(deliveryId: string) {
  await sql("update webhook_deliveries set next_attempt_at = now() where id = $1", [deliveryId]);
  await sql("update graphile_worker._private_jobs set run_at = now() where key like $1", [
    `deliver-webhook:${deliveryId}:%`,
  ]);
}
