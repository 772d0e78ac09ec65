import { env } from "@/lib/core/env";

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

/** The address of an object in Stripe's dashboard, by its id; null if it has no page. */
export function stripePage(
  id: string | null,
  livemode: boolean,
  hasNoPages = isStandIn(),
): string | null {
  const place = id && places.get(id.slice(0, id.indexOf("_")));
  if (!place || hasNoPages) return null;
  return `${DASHBOARD}/${livemode ? "" : "test/"}${place}/${encodeURIComponent(id)}`;
}
