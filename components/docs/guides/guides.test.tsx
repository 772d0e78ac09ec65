import { MantineProvider } from "@mantine/core";
import { Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { docsAt } from "@/app/docs/read-docs";
import { eventRejections } from "@/lib/evaluation/schemas";
import { searchEntries } from "../search/entries";
import { guidesWith } from ".";
import { sectionsOf } from "./sections";

const { facts, guides, document } = await docsAt("https://desk.example");

const html = renderToStaticMarkup(
  <MantineProvider>
    {guides.map(({ slug, content }) => (
      <Fragment key={slug}>{content}</Fragment>
    ))}
  </MantineProvider>,
);

test("guides: every link to the documentation → an existing page and section", () => {
  const pages = new Set(searchEntries(guides, document).map(({ href }) => href));
  pages.add("/docs/reference");
  const links = [...html.matchAll(/href="(\/docs[^"]*)"/g)].map(([, href = ""]) => href);
  expect(links.length).toBeGreaterThan(40);
  expect(links.filter((href) => !pages.has(href))).toEqual([]);
});

test("guides: code samples → every fact is filled in", () => {
  expect(html).toContain("https://desk.example/v2/oauth/token");
  expect(html).not.toMatch(/&lt;(origin|client|email|password)/);
});

test("guides: trading events → every code of a rejected event", () => {
  const guide = guides.find(({ slug }) => slug === "trading-events");
  const response = sectionsOf(guide?.content).find(({ id }) => id === "response");
  for (const code of eventRejections) expect(response?.text).toContain(code);
});

test("guides: other facts → other text", () => {
  const rules = { ...facts.rules, timeoutSeconds: 77, retrySeconds: [60, 7_200] };
  const webhooks = guidesWith({ ...facts, rules }).find(({ slug }) => slug === "webhooks");
  const section = sectionsOf(webhooks?.content).find(({ id }) => id === "respond");
  expect(section?.text).toContain("Any 2xx within 77 seconds");
  expect(section?.text).toContain("2 times: after 1 minute and 2 hours.");
  const limits = { ...facts.limits, reads: 12_345 };
  const authentication = guidesWith({ ...facts, limits }).find(
    ({ slug }) => slug === "authentication",
  );
  const limited = sectionsOf(authentication?.content).find(({ id }) => id === "limits");
  expect(limited?.text).toContain("12,345 per minute");
});

test("sectionsOf: a table, code and details → cells, label and summary, each with spaces around", () => {
  const text = (slug: string, section: string) =>
    sectionsOf(guides.find((guide) => guide.slug === slug)?.content).find(
      ({ id }) => id === section,
    )?.text;
  expect(text("authentication", "app")).toContain("app token payments:read read a customer's");
  expect(text("webhooks", "payment.succeeded")).toMatch(/ Example$/);
  expect(text("errors", "codes")).toBe("");
});
