import { expect, test } from "vitest";
import { docsAt } from "@/app/docs/read-docs";
import { openApiDocument } from "@/lib/openapi";
import { sectionsOf } from "../guides/sections";
import { searchEntries } from "./entries";
import { find, indexOf } from "./find";

const { guides } = await docsAt("https://desk.example");
const entries = searchEntries(guides, openApiDocument());
const index = indexOf(entries);
const first = (query: string) => find(index, query).map(({ href }) => href);

test.each([
  ["createCheckout", "/docs/reference/createCheckout"],
  ["start a card payment", "/docs/reference/createCheckout"],
  ["NOT_ENOUGH_FUNDS", "/docs/errors#NOT_ENOUGH_FUNDS"],
  ["not enough", "/docs/errors#NOT_ENOUGH_FUNDS"],
  ["idempotency", "/docs/idempotency"],
  ["quickst", "/docs#quickstart"],
  ["payment.succeeded", "/docs/webhooks#payment.succeeded"],
  ["prop-accounts", "/docs/reference/listPropAccounts"],
])("find: %s → %s first", (query, href) => {
  expect(first(query)[0]).toBe(href);
});

test("find: a typo and the name of a field → found; nonsense → nothing", () => {
  expect(first("idempotncy")).toContain("/docs/idempotency");
  expect(first("payer_login")).toContain("/docs/reference/buyChallenge");
  expect(first("xyzzyplugh")).toEqual([]);
  expect(first("  ")).toEqual([]);
});

test("searchEntries: every entry → an id of its own, and an anchor that its guide has", () => {
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const sections = new Set(
    guides.flatMap(({ slug, content }) => sectionsOf(content).map(({ id }) => `${slug}#${id}`)),
  );
  for (const { id } of entries.filter((entry) => entry.id.includes("#"))) {
    expect(sections).toContain(id.replace("guide:", ""));
  }
});
