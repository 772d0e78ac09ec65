import type { DemoRules } from "./demo-rules";

/** Logins of the embedded stack. They exist in its own database only. */
export const demoLogins = {
  trader: { email: "trader@propdesk.test", password: "demo-trader-2026" },
  admin: { email: "admin@propdesk.test", password: "demo-admin-2026" },
  app: { client_id: "app_demo", client_secret: "demo-app-secret-for-local-use-only" },
};

interface DemoTier {
  id: string;
  name: string;
  accountSize: number;
  priceCents: bigint;
  recommended?: boolean;
  /** The name of a program that wallets buy too, or the rules of the only phase of a program of its own. */
  sells: string | DemoRules;
}

/** Rules of every one-step challenge: a larger target and tighter limits than the two-step one, and no time limit. */
export const oneStep = { target: 10, dailyLoss: 4, totalLoss: 8 };

/** The demo catalog: prices in US cents, sizes in US dollars. Wallets buy the same at the same price. */
export const demoTiers: DemoTier[] = [
  {
    id: "tier_demo",
    name: "Demo 10K",
    accountSize: 10_000,
    priceCents: 0n,
    sells: { minDays: 0 },
  },
  {
    id: "tier_10k",
    name: "10K",
    accountSize: 10_000,
    priceCents: 9_900n,
    sells: "one-phase-10k",
  },
  {
    id: "tier_25k",
    name: "25K",
    accountSize: 25_000,
    priceCents: 19_900n,
    sells: "one-phase-25k",
  },
  {
    id: "tier_50k",
    name: "50K",
    accountSize: 50_000,
    priceCents: 34_900n,
    recommended: true,
    sells: "one-phase-50k",
  },
  {
    id: "tier_100k",
    name: "100K",
    accountSize: 100_000,
    priceCents: 49_900n,
    sells: "one-phase-100k",
  },
];

/** Each demo tier is sold in each of these markets. */
export const demoMarkets = ["crypto", "forex"];
