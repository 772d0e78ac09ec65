import type { World } from "./fixtures";

export interface Visit {
  /** The folder of the page in `app`, without its groups. */
  page: string;
  path: (ids: World["ids"]) => string;
  as?: "trader" | "admin";
  /** The expected status; 200 by default. */
  status?: number;
}

const visit = (page: string, path: string | Visit["path"], as?: Visit["as"]): Visit => ({
  page,
  path: typeof path === "string" ? () => path : path,
  ...(as && { as }),
});
const same = (page: string, as?: Visit["as"]) => visit(page, page, as);

/** Lists with every kind of cell, filtered to a few rows: fifty take long and show nothing more. */
const lists: [name: string, query: (ids: World["ids"]) => string][] = [
  ["payments", ({ payment }) => `?q=${payment}`],
  ["operations", ({ order }) => `?q=${order}`],
  ["stripe-events", ({ payment }) => `?q=${payment}&effect=changed&from=2026-01-01`],
  ["purchases", ({ purchase }) => `?q=${purchase}`],
  ["deliveries", ({ delivery }) => `?q=${delivery}`],
  ["apps", () => "?q=app_demo"],
  ["jobs", ({ job }) => `?q=${job}`],
  ["audit", ({ payment }) => `?subject=payment:${payment}`],
  ["payments", () => "?q=nothing-of-this-kind"],
];

/** Pages that aren't checked: for developers, and as long as the number of saved emails. */
export const leftOut = ["/dev/mail"];

/** Every page at least once; a test fails if one is missing. */
export const visits: Visit[] = [
  same("/"),
  visit("/", "/?market=forex", "trader"),
  same("/sign-in"),
  same("/sign-up"),
  same("/forgot-password"),
  visit("/reset-password", "/reset-password?token=unknown"),
  visit("/verify-email", "/verify-email?token=unknown"),
  visit("/change-email", "/change-email?token=unknown"),
  same("/account-deleted"),
  same("/terms"),
  same("/privacy"),
  same("/risk"),
  same("/refunds"),
  visit("/rules/[id]", ({ ruleSet }) => `/rules/${ruleSet}?account_size=25000`),
  same("/help"),
  visit("/programs/[slug]", "/programs/two-phase-100k"),
  // Not for sale.
  visit("/programs/[slug]", "/programs/two-phase-200k"),
  { ...visit("/programs/[slug]", "/programs/no-such-program"), status: 404 },
  { ...visit("/not-found", "/no-such-page"), status: 404 },
  visit("/checkout/[tierId]", "/checkout/tier_25k?market=crypto&again=yes", "trader"),
  visit("/checkout/[tierId]/wallet", "/checkout/tier_50k/wallet?market=crypto", "trader"),
  { ...visit("/checkout/[tierId]", "/checkout/tier_unknown", "trader"), status: 404 },
  {
    ...visit("/checkout/complete", "/checkout/complete?payment_id=pay_unknown", "trader"),
    status: 404,
  },
  visit(
    "/checkout/complete",
    ({ payment }) => `/checkout/complete?payment_id=${payment}`,
    "trader",
  ),
  visit("/challenges/[programId]/buy", "/challenges/1/buy", "trader"),
  visit("/challenges/[programId]/buy", "/challenges/1/buy?pay=card", "trader"),
  { ...visit("/challenges/[programId]/buy", "/challenges/5/buy", "trader"), status: 404 },
  same("/dashboard", "trader"),
  same("/dashboard/accounts", "trader"),
  visit("/dashboard/accounts", "/dashboard/accounts?state=ended&q=25K", "trader"),
  visit("/dashboard/accounts/[id]", ({ account }) => `/dashboard/accounts/${account}`, "trader"),
  visit("/dashboard/accounts/[id]", "/dashboard/accounts/prop_unknown", "trader"),
  visit(
    "/dashboard/challenges/[id]",
    ({ challenge }) => `/dashboard/challenges/${challenge}`,
    "trader",
  ),
  visit("/dashboard/challenges/[id]", "/dashboard/challenges/999999", "trader"),
  visit(
    "/dashboard/challenges/[id]/receipt",
    ({ challenge }) => `/dashboard/challenges/${challenge}/receipt`,
    "trader",
  ),
  visit(
    "/dashboard/payments/[payment_id]",
    ({ payment }) => `/dashboard/payments/${payment}`,
    "trader",
  ),
  visit(
    "/dashboard/payments/[payment_id]/receipt",
    ({ payment }) => `/dashboard/payments/${payment}/receipt`,
    "trader",
  ),
  same("/dashboard/profile", "trader"),
  same("/dashboard/wallet", "trader"),
  visit("/dashboard/wallet", "/dashboard/wallet?topup=1", "trader"),
  visit("/dev/mail/[id]", ({ mail }) => `/dev/mail/${mail}`),
  same("/docs"),
  visit("/docs/[guide]", "/docs/webhooks"),
  visit("/docs/[guide]", "/docs/checkout"),
  visit("/docs/[guide]", "/docs/rules"),
  visit("/docs/[guide]", "/docs/trading-events"),
  same("/docs/reference"),
  visit("/docs/reference/[operation]", "/docs/reference/createCheckout", "trader"),
  same("/admin", "admin"),
  ...lists.map(([name, query]) =>
    visit("/admin/[list]", (ids) => `/admin/${name}${query(ids)}`, "admin"),
  ),
  visit("/admin/[list]/[id]", ({ payment }) => `/admin/payments/${payment}`, "admin"),
  visit("/admin/[list]/[id]", ({ customer }) => `/admin/customers/${customer}`, "admin"),
  visit("/admin/[list]/[id]", ({ purchase }) => `/admin/purchases/${purchase}`, "admin"),
  visit("/admin/[list]/[id]", ({ event }) => `/admin/stripe-events/${event}`, "admin"),
  visit("/admin/[list]/[id]", ({ endpoint }) => `/admin/webhook-endpoints/${endpoint}`, "admin"),
  visit("/admin/[list]/[id]", ({ delivery }) => `/admin/deliveries/${delivery}`, "admin"),
  visit("/admin/[list]/[id]", ({ job }) => `/admin/jobs/${job}`, "admin"),
  visit("/admin/[list]/[id]", ({ entry }) => `/admin/audit/${entry}`, "admin"),
  visit(
    "/admin/payments/[id]/receipt",
    ({ payment }) => `/admin/payments/${payment}/receipt`,
    "admin",
  ),
  same("/admin/catalog", "admin"),
  same("/admin/catalog/tiers/new", "admin"),
  visit("/admin/catalog/tiers/[id]", "/admin/catalog/tiers/tier_25k", "admin"),
  same("/admin/catalog/programs/new", "admin"),
  visit("/admin/catalog/programs/[id]", "/admin/catalog/programs/1", "admin"),
  same("/admin/catalog/groups/new", "admin"),
  visit("/admin/catalog/legal/[kind]", "/admin/catalog/legal/privacy", "admin"),
  visit(
    "/admin/catalog/legal/[kind]/compare",
    "/admin/catalog/legal/privacy/compare?from=1&to=1",
    "admin",
  ),
  visit("/admin/catalog/groups/[name]", "/admin/catalog/groups/PROP-DEMO-25K", "admin"),
];
