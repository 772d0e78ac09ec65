import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PhaseProgress } from "@/components/challenge/phase-progress";
import { PhaseTable } from "@/components/challenge-purchase/phase-table";
import { CheckoutLayout, type CheckoutParts } from "@/components/checkout/checkout-layout";
import { programParts, tierParts } from "@/components/checkout/checkout-parts";
import { exampleRules } from "@/lib/catalog/examples";
import type { ProgramView, TierView } from "@/lib/catalog/schemas";
import type { PhaseView } from "@/lib/challenges/schemas";
import { fundedView, stepView } from "@/testing/catalog/step-view";
import { afterPassingAccount } from "./after-passing-account";
import { Catalog } from "./catalog";
import { FreeStrip } from "./free-strip";
import { Hero } from "./hero";
import { HowItWorks } from "./how-it-works";
import { mergeOffers } from "./offers";
import { PlanList } from "./plan-list";
import { afterPassing } from "./program-end";
import { defaultOffer, offersOf } from "./program-page/program-offers";
import { ProgramView as ProgramPage } from "./program-page/program-view";
import { Questions } from "./questions";
import { readStore } from "./read-store";
import { RuleTexts } from "./rule-texts";

const SPLIT = 83;
const { payout } = exampleRules;
if (!payout) throw new Error("the example has a split");
const splitRules = { payout: { ...payout, split_pct: SPLIT * 100 } };
const tier: TierView = {
  id: "tier_x",
  name: "25K",
  account_size: 25_000,
  price_cents: 19_900,
  currency: "usd",
  program_id: 6,
  program_slug: "one-step-25k",
  recommended: false,
  profit_target_pct: 8,
  max_daily_loss_pct: 5,
  max_total_loss_pct: 10,
  profit_split_pct: SPLIT,
  min_trading_days: 5,
  markets: [{ market: "crypto", asset_class: "crypto" }],
  phases: [stepView(splitRules)],
};
const funded = fundedView(splitRules);
const program: ProgramView = {
  id: 1,
  brand: "brand-a",
  name: "two-phase-100k",
  slug: "two-phase-100k",
  recommended: false,
  display_name: "Two-step 100K",
  description: "",
  price: 499,
  price_currency: "USD",
  price_label: "One-time fee",
  profit_split: SPLIT,
  status: 0,
  sort_index: 1,
  steps: [stepView(splitRules), funded],
};
const phase: PhaseView = {
  ...funded,
  status: 1,
  status_name: "active",
  account_login: 100_009,
  start_time: 0,
  end_time: 0,
  deadline_time: 0,
  profit_target: null,
  max_daily_loss: 5_000,
  max_total_loss: 10_000,
};
const offers = mergeOffers([tier], [program]);
const free = mergeOffers([{ ...tier, price_cents: 0 }], [{ ...program, price: 0 }]);
const inStore = { market: "crypto", walletCurrencies: null, signedIn: false };
const store = readStore({ tiers: [tier], programs: [program] }, { model: "all" });
const mail = "help@propdesk.test";
const programOffers = offersOf({ program, isForWallets: true, tiers: [] });

const checkoutOf = (parts: CheckoutParts) => (
  <CheckoutLayout parts={parts} title="Payment">
    Card form
  </CheckoutLayout>
);

/** Every component and text that describes the rules of a challenge to a trader. */
const rendered: Record<string, ReactNode> = {
  Hero: <Hero />,
  HowItWorks: <HowItWorks />,
  Questions: <Questions supportEmail={mail} />,
  Catalog: <Catalog store={store} isIncomplete={false} {...inStore} />,
  TierCheckout: checkoutOf(tierParts(tier, "crypto", "/")),
  ProgramByCard: checkoutOf(programParts(program, "card", "/")),
  ProgramFromWallet: checkoutOf(programParts(program, "wallet", "/")),
  PlanList: <PlanList offers={offers} {...inStore} />,
  FreeStrip: <FreeStrip offers={free} {...inStore} />,
  PhaseTable: <PhaseTable phases={program.steps} />,
  PhaseProgress: <PhaseProgress phases={[phase]} />,
  RuleTexts: <RuleTexts phases={[phase]} />,
  ProgramPage: (
    <ProgramPage
      program={program}
      offers={programOffers}
      selected={defaultOffer(programOffers)}
      market={undefined}
      walletCurrencies={null}
    />
  ),
};
const textOf = (node: ReactNode) =>
  renderToStaticMarkup(<MantineProvider>{node}</MantineProvider>)
    .replace(/<style.*?<\/style>/gs, "")
    .replaceAll("&#x27;", "'");

test.each(Object.keys(rendered))(
  "%s: nothing is paid out yet → no profit split and no progress is promised",
  (name) => {
    const text = textOf(rendered[name]);
    expect(text).not.toBe("");
    expect(text).not.toMatch(
      /split|% yours|share of (the|your) profit|how far you|funded account\./i,
    );
    expect(text).not.toContain(`${SPLIT}%`);
  },
);

test("Catalog, PlanList and a tier's checkout: what passing leads to → said of each offer", () => {
  expect(textOf(rendered.Catalog)).toContain(afterPassingAccount);
  expect(textOf(rendered.TierCheckout)).toContain(afterPassingAccount);
  expect(textOf(rendered.PlanList)).toContain(afterPassing(program.steps, 499));
});
