import { expect, test } from "vitest";
import { docsAt } from "@/app/docs/read-docs";
import { openApiDocument } from "@/lib/openapi";
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
])("%s finds %s first", (query, href) => {
  expect(first(query)[0]).toBe(href);
});

test("a slip of the pen and a field's name are found, nonsense is not", () => {
  expect(first("idempotncy")).toContain("/docs/idempotency");
  expect(first("payer_login")).toContain("/docs/reference/buyChallenge");
  expect(first("xyzzyplugh")).toEqual([]);
  expect(first("  ")).toEqual([]);
});

test("each entry leads to a page of its own, and each anchor to a section", () => {
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
  const sections = new Set(
    guides.flatMap(({ slug, sections: all }) => all.map(({ id }) => `${slug}#${id}`)),
  );
  for (const { id } of entries.filter((entry) => entry.id.includes("#"))) {
    expect(sections).toContain(id.replace("guide:", ""));
  }
});

test("every link inside the guides leads to a page and a section that are there", () => {
  const pages = new Set(entries.map(({ href }) => href));
  pages.add("/docs/reference");
  const links = JSON.stringify(guides).matchAll(/\]\((\/docs[^)]*)\)/g);
  const dead = [...links].map(([, href = ""]) => href).filter((href) => !pages.has(href));
  expect(dead).toEqual([]);
});
