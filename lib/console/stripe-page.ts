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

/** Whether Stripe is a stand-in, which has no dashboard. */
const isStandIn = () => env().STRIPE_API_BASE !== undefined;

/** Where something of Stripe's stands in its dashboard, by its id; null where it has no page. */
export function stripePage(
  id: string | null,
  livemode: boolean,
  hasNoPages = isStandIn(),
): string | null {
  const place = id && places.get(id.slice(0, id.indexOf("_")));
  if (!place || hasNoPages) return null;
  return `${DASHBOARD}/${livemode ? "" : "test/"}${place}/${encodeURIComponent(id)}`;
}
