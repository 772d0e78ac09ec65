import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { TierPreview } from "./tier-preview";
import { tierValues } from "./tier-values";

const shown = (price_cents: string) =>
  renderToStaticMarkup(
    <MantineProvider>
      <TierPreview values={{ ...tierValues(null), account_size: "75,000", price_cents }} />
    </MantineProvider>,
  );

test("a tier is previewed once it has a price, and a free one isn't bought", () => {
  expect(shown("")).toContain("Set a price");
  expect(shown("")).not.toContain("Buy for");
  expect(shown("49.5")).toContain("Buy for $49.50");
  expect(shown("0")).toContain("a $75,000 demo account");
  expect(shown("0")).not.toContain("Buy for");
});
