import Stripe from "stripe";
import { z } from "zod";
import type { StripeKeys } from "@/sandbox/settings";
import { startStripeSandbox } from "@/sandbox/stripe-process";
import type { Decision } from "./plan-after";

const PAGE = { limit: 100 };
const control = z.object({ data: z.array(z.unknown()) });
const made = z.object({ id: z.string() });
export type StripeSide = Awaited<ReturnType<typeof startStripe>>;

/** A refund or dispute as Stripe has it in the end. Minor units. */
export interface AtStripe {
  id: string;
  status: string;
  amount: number;
}

/** A PaymentIntent as Stripe has it in the end, with all that became of its money. */
export interface There extends AtStripe {
  /** The payment that it names. */
  payment: string | null;
  /** `request`: the operator's, where one asked for it. */
  refunds: (AtStripe & { request: string | null })[];
  disputes: AtStripe[];
}

/** The Stripe sandbox as a process of its own, and what customers and banks do there. */
export async function startStripe(options: {
  port: number;
  dataDir: string;
  keys: StripeKeys;
  webhookUrl: string;
}) {
  const { port, keys } = options;
  const part = await startStripeSandbox(options);
  const stripe = new Stripe(keys.secretKey, {
    host: "127.0.0.1",
    port,
    protocol: "http",
    telemetry: false,
  });

  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = { authorization: `Bearer ${keys.secretKey}` };
    const answer = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, { headers, ...init });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  const change = (path: string, body?: object) =>
    ask(path, { method: "POST", ...(body && { body: JSON.stringify(body) }) });

  return {
    /** The customer confirms with a card; true unless it is declined. */
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
    /** What has been processing succeeds, or fails. */
    async decide(intent: string, how: "settle" | "fail"): Promise<void> {
      await change(`payment_intents/${intent}/${how}`);
    },
    /** A refund in Stripe's dashboard; its id. */
    refund: async (intent: string, amount: number): Promise<string> =>
      made.parse(await change(`payment_intents/${intent}/refund`, { amount })).id,
    /** The customer's bank takes a refund on, or sends the money back, unless it did by itself. */
    async decideRefund(refund: string, how: "settle" | "fail"): Promise<void> {
      const hasFailed = async () => (await stripe.refunds.retrieve(refund)).status === "failed";
      if (await hasFailed()) return;
      // It may have failed since it was looked up.
      await change(`refunds/${refund}/${how}`).catch(async (error: unknown) => {
        if (!(await hasFailed())) throw error;
      });
    },
    /** The dispute of a payment: the one that its card made, else a new one. */
    async dispute(intent: string, inquiry: boolean): Promise<string> {
      const { data } = await stripe.disputes.list({ payment_intent: intent });
      const [known] = data;
      if (known) return known.id;
      return made.parse(await change(`payment_intents/${intent}/dispute`, { inquiry })).id;
    },
    /** The bank decides about a dispute. */
    async decideDispute(dispute: string, decision: Decision): Promise<void> {
      await change(`disputes/${dispute}/${decision}`);
    },
    /** The refunds of one payment, oldest first. */
    async refundsOf(intent: string): Promise<string[]> {
      const refunds = await stripe.refunds.list({ payment_intent: intent, ...PAGE });
      return refunds.data.map(({ id }) => id).reverse();
    },
    /** How many events the sandbox has not got rid of. */
    waiting: async () => control.parse(await ask("deliveries")).data.length,
    /** Every PaymentIntent there is, with its refunds and disputes. */
    async intents(): Promise<There[]> {
      const found = new Map<string, There>();
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
    stop: part.stop,
  };
}
