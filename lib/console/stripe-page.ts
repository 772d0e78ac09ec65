import { env } from "@/lib/env";

const DASHBOARD = "https://dashboard.stripe.com";

const places = new Map([
  ["pi", "payments"],
  ["re", "refunds"],
  ["pyr", "refunds"],
  ["dp", "disputes"],
  ["du", "disputes"],
  ["evt", "events"],
]);

interface At {
  livemode: boolean;
  /** Whether Stripe is a stand-in, which has no dashboard. */
  isStandIn: boolean;
}

/** Where something of Stripe's stands in its dashboard, by its id; null where it has no page. */
export function stripePage(id: string | null, { livemode, isStandIn }: At = here()): string | null {
  const place = id && places.get(id.slice(0, id.indexOf("_")));
  if (!place || isStandIn) return null;
  return `${DASHBOARD}/${livemode ? "" : "test/"}${place}/${encodeURIComponent(id)}`;
}

function here(): At {
  const { livemode, STRIPE_API_BASE } = env();
  return { livemode, isStandIn: STRIPE_API_BASE !== undefined };
}
