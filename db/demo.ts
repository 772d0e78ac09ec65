/** Logins of the embedded stack. They exist in its own database only. */
export const demoLogins = {
  trader: { email: "trader@propdesk.test", password: "demo-trader-2026" },
  admin: { email: "admin@propdesk.test", password: "demo-admin-2026" },
  app: { client_id: "app_demo", client_secret: "demo-app-secret-for-local-use-only" },
};

/** The demo catalog: prices in US cents, sizes in US dollars, each tier with the rules of its only phase. */
export const demoTiers = [
  {
    id: "tier_demo",
    name: "Demo",
    accountSize: 10_000,
    priceCents: 0n,
    rules: { minDays: 0 },
  },
  {
    id: "tier_10k",
    name: "10K",
    accountSize: 10_000,
    priceCents: 9_900n,
    rules: { target: 8, split: 80 },
  },
  {
    id: "tier_25k",
    name: "25K",
    accountSize: 25_000,
    priceCents: 19_900n,
    rules: { target: 8, split: 80 },
  },
  {
    id: "tier_50k",
    name: "50K",
    accountSize: 50_000,
    priceCents: 34_900n,
    recommended: true,
    rules: { target: 9, split: 85 },
  },
  {
    id: "tier_100k",
    name: "100K",
    accountSize: 100_000,
    priceCents: 49_900n,
    rules: { target: 10, split: 90 },
  },
];

/** Each demo tier is sold in each of these markets. */
export const demoMarkets = ["crypto", "forex"];
