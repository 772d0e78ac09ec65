import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { ProgramRecord } from "@/lib/catalog/schemas";
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
const render = (change: Partial<ProgramRecord>) =>
  renderToStaticMarkup(
    <MantineProvider>
      <CatalogOverview
        tiers={[]}
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
