import Stripe from "stripe";
import { z } from "zod";
import type { StripeKeys } from "@/sandbox/settings";
import { startStripeSandbox } from "@/sandbox/stripe-process";

const control = z.object({ data: z.array(z.unknown()) });
export type StripeSide = Awaited<ReturnType<typeof startStripe>>;

/** A PaymentIntent as Stripe has it in the end. */
export interface There {
  intent: string;
  status: string;
  amount: number;
  payment: string | null;
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

  async function ask(path: string, init: RequestInit = {}) {
    const headers = { authorization: `Bearer ${keys.secretKey}` };
    const answer = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, { headers, ...init });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

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
      await ask(`payment_intents/${intent}/${how}`, { method: "POST" });
    },
    /** How many events the sandbox has not got rid of. */
    waiting: async () => control.parse(await ask("deliveries")).data.length,
    /** Every PaymentIntent there is. */
    async intents(): Promise<There[]> {
      const found: There[] = [];
      for await (const { id, status, amount, metadata } of stripe.paymentIntents.list({
        limit: 100,
      })) {
        found.push({ intent: id, status, amount, payment: metadata.payment_id ?? null });
      }
      return found;
    },
    stop: part.stop,
  };
}
