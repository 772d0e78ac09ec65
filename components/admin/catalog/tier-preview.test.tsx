import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { exampleRules } from "@/lib/catalog/examples";
import type { ProgramRecord } from "@/lib/catalog/schemas";
import { programFields } from "@/testing/catalog/fields";
import { TierPreview } from "./tier-preview";
import { tierValues } from "./tier-values";

const { reason: _, ...fields } = programFields;
const program: ProgramRecord = {
  ...fields,
  steps: [{ phase_type: 0, name: "Evaluation", account_group: null, rules: exampleRules }],
  id: 6,
  slug: "edited-100k",
  status: "disabled",
  free_limit: null,
  recommended: false,
  version: 1,
};
const render = (price_cents: string) =>
  renderToStaticMarkup(
    <MantineProvider>
      <TierPreview
        values={{ ...tierValues(null), account_size: "75,000", price_cents }}
        program={program}
      />
    </MantineProvider>,
  );

test("TierPreview: without a price → asks for one; with one → its offer; free → the free tier", () => {
  expect(render("")).toContain("Enter a price");
  expect(render("")).not.toContain("Buy for");
  expect(render("49.5")).toContain("Buy for $49.50");
  expect(render("0")).toContain("free $75,000 account");
  expect(render("0")).not.toContain("Buy for");
});
