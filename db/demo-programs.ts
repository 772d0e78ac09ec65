import type { SQL } from "drizzle-orm";
import { oneStep } from "./demo";
import { demoRuleSet } from "./demo-rules";
import type { accountGroups, programs } from "./schema";

type Group = typeof accountGroups.$inferInsert;
type Program = typeof programs.$inferInsert & {
  steps: { name: string; phaseType?: number; accountGroup: string; ruleSetId: SQL<string> }[];
};

const [DEMO, REAL] = [0, 1];
const FUNDED = 1;
const brand = "brand-a";
const usd = { brand, currency: "usd", leverage: 100 };

/** Groups of the embedded trading server: wallets, practice, and one for each kind of phase. */
export const demoGroups: Group[] = [
  { ...usd, name: "WALLET-USD", accountMode: REAL },
  { ...usd, name: "WALLET-EUR", accountMode: REAL, currency: "eur" },
  { ...usd, name: "PRACTICE-USD", accountMode: DEMO, defaultDepositCents: 5_000_000n },
  { ...usd, name: "PROP-DEMO-100K", accountMode: DEMO, defaultDepositCents: 10_000_000n },
  { ...usd, name: "PROP-FUNDED-100K", accountMode: REAL, defaultDepositCents: 10_000_000n },
  { ...usd, name: "PROP-DEMO-25K", accountMode: DEMO, defaultDepositCents: 2_500_000n },
  { ...usd, name: "PROP-DEMO-10K", accountMode: DEMO, defaultDepositCents: 1_000_000n },
  { ...usd, name: "PROP-DEMO-50K", accountMode: DEMO, defaultDepositCents: 5_000_000n },
  {
    ...usd,
    name: "PROP-DEMO-50K-EUR",
    accountMode: DEMO,
    currency: "eur",
    defaultDepositCents: 5_000_000n,
  },
];

const positions = 20;

/** A program with one evaluation, as its tier sells it. */
const onePhase = (size: string, priceCents: bigint, split: number): Program => ({
  brand,
  name: `one-phase-${size.toLowerCase()}`,
  displayName: `One-step ${size}`,
  description: "A single evaluation without a time limit.",
  priceCents,
  priceLabel: "One-time fee",
  profitSplitPct: split,
  steps: [
    {
      name: "Evaluation",
      accountGroup: `PROP-DEMO-${size}`,
      ruleSetId: demoRuleSet({ ...oneStep, split }),
    },
  ],
});

/** Programs that wallets buy, in the order of the storefront. Prices in cents. */
export const demoPrograms: Program[] = [
  {
    brand,
    name: "two-phase-100k",
    displayName: "Two-step 100K",
    description: "Two evaluations and a funded phase on $100,000.",
    priceCents: 49_900n,
    priceLabel: "One-time fee",
    profitSplitPct: 85,
    recommended: true,
    steps: [
      {
        name: "Evaluation",
        accountGroup: "PROP-DEMO-100K",
        ruleSetId: demoRuleSet({ target: 8, days: 30, positions }),
      },
      {
        name: "Verification",
        accountGroup: "PROP-DEMO-100K",
        ruleSetId: demoRuleSet({ target: 5, days: 60, positions }),
      },
      {
        name: "Funded",
        phaseType: FUNDED,
        accountGroup: "PROP-FUNDED-100K",
        ruleSetId: demoRuleSet({ split: 85, minDays: 0, positions }),
      },
    ],
  },
  onePhase("25K", 19_900n, 80),
  {
    brand,
    name: "one-phase-50k-eur",
    displayName: "One-step 50K EUR",
    description: "A single evaluation, priced and traded in euros.",
    priceCents: 29_900n,
    priceCurrency: "eur",
    priceLabel: "One-time fee",
    profitSplitPct: 80,
    steps: [
      {
        name: "Evaluation",
        accountGroup: "PROP-DEMO-50K-EUR",
        ruleSetId: demoRuleSet({ ...oneStep, split: 80 }),
      },
    ],
  },
  {
    brand,
    name: "trial-10k",
    displayName: "Trial 10K",
    description: "The same platform and the same kind of rules for two weeks, without a fee.",
    priceCents: 0n,
    priceLabel: "Free",
    steps: [
      {
        name: "Trial",
        accountGroup: "PROP-DEMO-10K",
        ruleSetId: demoRuleSet({ target: 8, minDays: 3, days: 14, positions }),
      },
    ],
  },
  {
    brand,
    name: "two-phase-200k",
    displayName: "Two-step 200K",
    description: "No longer on sale.",
    priceCents: 99_900n,
    priceLabel: "One-time fee",
    profitSplitPct: 85,
    status: 1,
    steps: [
      {
        name: "Evaluation",
        accountGroup: "PROP-DEMO-100K",
        ruleSetId: demoRuleSet({ target: 8, days: 30, split: 85, positions }),
      },
    ],
  },
  onePhase("10K", 9_900n, 80),
  onePhase("50K", 34_900n, 85),
  onePhase("100K", 49_900n, 90),
];

/** The demo trader's accounts, from login 100001: one for each result of checking a payer. */
export const demoAccounts = [
  { groupName: "WALLET-USD", balanceCents: 500_000n, enabled: true },
  { groupName: "WALLET-EUR", balanceCents: 120_000n, enabled: true },
  { groupName: "PRACTICE-USD", balanceCents: 5_000_000n, enabled: true },
  { groupName: "WALLET-USD", balanceCents: 75_000n, enabled: false },
];
