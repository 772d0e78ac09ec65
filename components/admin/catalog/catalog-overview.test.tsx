import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { exampleRules } from "@/lib/catalog/examples";
import type { ProgramRecord, TierRecord } from "@/lib/catalog/schemas";
import { CatalogOverview } from "./catalog-overview";

const free: ProgramRecord = {
  id: 1,
  brand: "brand-a",
  name: "trial",
  slug: "trial",
  display_name: "Trial",
  description: "",
  price_cents: 0,
  price_currency: "usd",
  price_label: "",
  status: "active",
  free_limit: null,
  recommended: false,
  sort_index: 0,
  version: 1,
  steps: [],
};
const render = (change: Partial<ProgramRecord>, tiers: TierRecord[] = []) =>
  renderToStaticMarkup(
    <MantineProvider>
      <CatalogOverview
        tiers={tiers}
        programs={[{ ...free, ...change }]}
        groups={null}
        walletCurrencies={null}
      />
    </MantineProvider>,
  );
const warning = "No limit: a customer can get it for free again";

it("CatalogOverview: a free program on sale without a limit → warns of it", () => {
  expect(render({})).toContain(warning);
});

it.each([
  ["has a limit", { free_limit: 1 }],
  ["has a price", { price_cents: 9_900 }],
  ["is off sale", { status: "disabled" }],
] as const)("CatalogOverview: a program that %s → no such warning", (_, change) => {
  expect(render(change)).not.toContain(warning);
});

const tier: TierRecord = {
  id: "tier_25k",
  name: "25K",
  program_id: 1,
  account_size: 25_000,
  price_cents: 19_900,
  currency: "usd",
  recommended: false,
  sort_index: 0,
  archived: false,
  version: 1,
  markets: [],
};
const evaluation = {
  phase_type: 0,
  name: "Evaluation",
  account_group: "A",
  rules: exampleRules,
} as const;
const sold = { price_cents: 19_900, steps: [evaluation], display_name: "Rapid 25K" };
const twoNames = "Two names for one offer: “One-step 25K” when bought by card, “Rapid 25K”";

it("CatalogOverview: a tier and its program at one price, with two names → warns of it", () => {
  expect(render(sold, [tier])).toContain(twoNames);
});

it.each([
  ["have one name", { display_name: "One-step 25K" }, {}],
  ["have two prices", { price_cents: 9_900 }, {}],
  ["aren't both on sale", { status: "disabled" }, {}],
  ["aren't both on sale: the tier is archived", {}, { archived: true }],
] as const)("CatalogOverview: a tier and a program that %s → no such warning", (_, change, own) => {
  expect(render({ ...sold, ...change }, [{ ...tier, ...own }])).not.toContain("Two names");
});
