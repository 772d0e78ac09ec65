import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FreeLimitWarning } from "./free-limit-warning";

const free = { price_cents: 0, free_limit: null, status: "active" } as const;
const shown = (change: object) =>
  renderToStaticMarkup(<FreeLimitWarning program={{ ...free, ...change }} />);

it("FreeLimitWarning: a free program on sale without a limit → says so", () => {
  expect(shown({})).toContain("No limit set: a customer can take it again");
});

it.each([
  ["has a limit", { free_limit: 1 }],
  ["has a price", { price_cents: 9_900 }],
  ["is off sale", { status: "disabled" }],
])("FreeLimitWarning: a program that %s → nothing", (_, change) => {
  expect(shown(change)).toBe("");
});
