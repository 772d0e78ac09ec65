import Stripe from "stripe";
import { z } from "zod";
import type { StripeKeys } from "@/scripts/stack/settings";
import { startStripeSandbox } from "@/scripts/stack/stripe-process";
import type { Decision } from "./plan-follow-up";

const PAGE = { limit: 100 };
const deliveryList = z.object({ data: z.array(z.unknown()) });
const createdObject = z.object({ id: z.string() });
export type StripeSide = Awaited<ReturnType<typeof startStripe>>;

/** The present state of a payment, refund or dispute at Stripe. `amount` is in minor units. */
export interface StripeObject {
  id: string;
  status: string;
  amount: number;
}

/** A PaymentIntent with its refunds and disputes. */
export interface StripePayment extends StripeObject {
  /** The payment's id in its metadata. */
  payment: string | null;
  /** `request`: the id of the operator's request, if an operator made it. */
  refunds: (StripeObject & { request: string | null })[];
  disputes: StripeObject[];
}

/** Starts the Stripe sandbox as a separate process. Returns what customers and banks do there. */
export async function startStripe(options: {
  port: number;
  dataDir: string;
  keys: StripeKeys;
  webhookUrl: string;
}) {
  const { port, keys } = options;
  const sandbox = await startStripeSandbox(options);
  const stripe = new Stripe(keys.secretKey, {
    host: "127.0.0.1",
    port,
    protocol: "http",
    telemetry: false,
  });

  async function callSandbox(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { authorization: `Bearer ${keys.secretKey}` };
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, { headers, ...init });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
  const change = (path: string, body?: object) =>
    callSandbox(path, { method: "POST", ...(body && { body: JSON.stringify(body) }) });

  return {
    /** Confirms a payment with a card. Resolves with false if it is declined. */
    async confirm(intent: string, card: string): Promise<boolean> {
      const input = { payment_method: card, return_url: "http://127.0.0.1/" };
      return stripe.paymentIntents.confirm(intent, input).then(
        () => true,
        (error) => {
          if (error instanceof Stripe.errors.StripeCardError) return false;
          throw error;
        },
      );
    },
    /** Makes a processing payment succeed or fail. */
    async decide(intent: string, how: "settle" | "fail"): Promise<void> {
      await change(`payment_intents/${intent}/${how}`);
    },
    /** Refunds in Stripe's dashboard. Returns the refund's id. */
    refund: async (intent: string, amount: number): Promise<string> =>
      createdObject.parse(await change(`payment_intents/${intent}/refund`, { amount })).id,
    /** Makes a refund succeed or fail at the customer's bank, unless it has failed already. */
    async decideRefund(refund: string, how: "settle" | "fail"): Promise<void> {
      const hasFailed = async () => (await stripe.refunds.retrieve(refund)).status === "failed";
      if (await hasFailed()) return;
      // It may have failed since it was retrieved.
      await change(`refunds/${refund}/${how}`).catch(async (error: unknown) => {
        if (!(await hasFailed())) throw error;
      });
    },
    /** The id of a payment's dispute: the one that its test card opened, else a new one. */
    async dispute(intent: string, inquiry: boolean): Promise<string> {
      const { data } = await stripe.disputes.list({ payment_intent: intent });
      const [existing] = data;
      if (existing) return existing.id;
      return createdObject.parse(await change(`payment_intents/${intent}/dispute`, { inquiry })).id;
    },
    /** Decides a dispute, as the customer's bank does. */
    async decideDispute(dispute: string, decision: Decision): Promise<void> {
      await change(`disputes/${dispute}/${decision}`);
    },
    /** The ids of a payment's refunds, oldest first. */
    async refundsOf(intent: string): Promise<string[]> {
      const refunds = await stripe.refunds.list({ payment_intent: intent, ...PAGE });
      return refunds.data.map(({ id }) => id).reverse();
    },
    /** How many events the sandbox hasn't delivered yet. */
    countPendingEvents: async () => deliveryList.parse(await callSandbox("deliveries")).data.length,
    /** Every PaymentIntent with its refunds and disputes. */
    async listPayments(): Promise<StripePayment[]> {
      const found = new Map<string, StripePayment>();
      for await (const { id, status, amount, metadata } of stripe.paymentIntents.list(PAGE)) {
        const payment = metadata.payment_id ?? null;
        found.set(id, { id, status, amount, payment, refunds: [], disputes: [] });
      }
      for await (const { id, amount, metadata, ...refund } of stripe.refunds.list(PAGE)) {
        const request = metadata?.money_request_id ?? null;
        const status = refund.status ?? "pending";
        found.get(String(refund.payment_intent))?.refunds.push({ id, status, amount, request });
      }
      for await (const { id, status, amount, ...dispute } of stripe.disputes.list(PAGE)) {
        found.get(String(dispute.payment_intent))?.disputes.push({ id, status, amount });
      }
      return [...found.values()];
    },
    stop: sandbox.stop,
  };
}
