/** Logins of the embedded stack. They exist in its own database only. */
export const demoLogins = {
  trader: { email: "trader@propdesk.test", password: "demo-trader-2026" },
  admin: { email: "admin@propdesk.test", password: "demo-admin-2026" },
  app: { client_id: "app_demo", client_secret: "demo-app-secret-for-local-use-only" },
};

const rules = { maxDailyLossPct: 5, maxTotalLossPct: 10, profitSplitPct: 80, minTradingDays: 5 };

/** The demo catalog: prices in US cents, sizes in US dollars. */
export const demoTiers = [
  {
    ...rules,
    id: "tier_demo",
    name: "Demo",
    accountSize: 10_000,
    priceCents: 0n,
    profitTargetPct: null,
    profitSplitPct: null,
    minTradingDays: 0,
  },
  {
    ...rules,
    id: "tier_10k",
    name: "10K",
    accountSize: 10_000,
    priceCents: 9_900n,
    profitTargetPct: 8,
  },
  {
    ...rules,
    id: "tier_25k",
    name: "25K",
    accountSize: 25_000,
    priceCents: 19_900n,
    profitTargetPct: 8,
  },
  {
    ...rules,
    id: "tier_50k",
    name: "50K",
    accountSize: 50_000,
    priceCents: 34_900n,
    profitTargetPct: 9,
    profitSplitPct: 85,
    recommended: true,
  },
  {
    ...rules,
    id: "tier_100k",
    name: "100K",
    accountSize: 100_000,
    priceCents: 49_900n,
    profitTargetPct: 10,
    profitSplitPct: 90,
  },
];

/** Each demo tier is sold in each of these markets. */
export const demoMarkets = ["crypto", "forex"];
