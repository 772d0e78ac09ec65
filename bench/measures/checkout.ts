import type { HttpLoad } from "../load/spec";
import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Stack } from "../stack";
import type { Subject } from "../subject";

const tier = {
  tier_id: "tier_25k",
  market: "crypto",
  asset_class: "crypto",
  account_size: 25_000,
  amount_cents: 19_900,
};

/** Checkouts, each with a key and so a payment of its own. */
export const checkout = (
  { name, web, traders, loader }: Subject,
  connections = CONNECTIONS,
): Measure => ({
  name: `checkout ${connections === 1 ? "alone " : ""}${name}`,
  run: async (seconds) => {
    const { rate, p50, p99 } = await loader.run({
      kind: "http",
      origin: web.origin,
      method: "POST",
      variants: traders.map(({ v2 }) => ({
        path: "/v2/payments/checkout",
        headers: { ...v2, "idempotency-key": "[id]" },
        body: JSON.stringify(tier),
      })),
      connections,
      seconds,
    });
    return { rate, p50, p99 };
  },
});

/** The sandbox's part of a checkout: the same PaymentIntent, requested one at a time. */
export const intentAlone = (stripe: Stack["stripe"], { loader }: Subject): Measure => ({
  name: "intent alone",
  run: async (seconds) => {
    const load: HttpLoad = {
      kind: "http",
      origin: stripe.apiBase,
      method: "POST",
      variants: [
        {
          path: "/v1/payment_intents",
          headers: {
            authorization: `Bearer ${stripe.keys.secretKey}`,
            "content-type": "application/x-www-form-urlencoded",
            "idempotency-key": "[id]",
          },
          body: "amount=19900&currency=usd&automatic_payment_methods[enabled]=true&metadata[payment_id]=[id]",
        },
      ],
      connections: 1,
      seconds,
    };
    const { rate, p50, p99 } = await loader.run(load);
    return { rate, p50, p99 };
  },
});
