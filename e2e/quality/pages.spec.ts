import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { findingsEverywhere } from "../axe";
import { expect, test } from "./bought";
import { leftOut, type Visit, visits } from "./pages";

test("every page of the tree is among those that are looked at", () => {
  const tree = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => `/${path.replace(/\/?page\.tsx$/, "").replaceAll(/\([^)]+\)\/?/g, "")}`)
    .map((path) => (path.length > 1 ? path.replace(/\/$/, "") : path));
  const seen = new Set([...leftOut, ...visits.map(({ page }) => page)]);
  expect(tree.filter((page) => !seen.has(page))).toEqual([]);
});

/** What the browser complains of; emptied for each page. */
function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => message.type() === "error" && heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}

/** Looks at one page, and at what the browser says meanwhile. */
async function look(page: Page, heard: string[], path: string, visit: Visit) {
  const { status = 200 } = visit;
  const isSeenBefore = visits.find((one) => one.page === visit.page) !== visit;
  heard.length = 0;
  const answer = await page.goto(path, { waitUntil: "load" });
  expect.soft([path, answer?.status()]).toEqual([path, status]);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  // What is fetched by the page itself has come.
  await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
  expect.soft([path, await findingsEverywhere(page, isSeenBefore)]).toEqual([path, {}]);
  const unexpected = heard.filter((text) => !(status === 404 && /status of 404/.test(text)));
  expect.soft([path, unexpected]).toEqual([path, []]);
}

// A browser for each few: it takes as long to start as a page to look at.
const FEW = 6;
for (const who of [undefined, "trader", "admin"] as const) {
  const theirs = visits.filter(({ as }) => as === who);
  for (let i = 0; i < theirs.length; i += FEW) {
    const few: Visit[] = theirs.slice(i, i + FEW);
    test(`${who ?? "anybody"}: no serious finding of axe, nothing in the console, nothing wider than a phone at ${few.map(({ page }) => page).join(" ")}`, async ({
      browser,
      world,
      baseURL,
    }) => {
      test.slow();
      const context = await browser.newContext({
        baseURL,
        ...(who && { storageState: world[who] }),
      });
      const page = await context.newPage();
      const heard = complaintsOf(page);
      for (const visit of few) await look(page, heard, visit.path(world.ids), visit);
      await context.close();
    });
  }
}

test("nothing is asked of anybody but the app and its sandbox", async ({
  browser,
  world,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, storageState: world.trader });
  const page = await context.newPage();
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).hostname));
  await page.goto("/checkout/tier_25k?market=crypto", { waitUntil: "networkidle" });
  expect([...hosts].filter((host) => !["localhost", "127.0.0.1", ""].includes(host))).toEqual([]);
  await context.close();
});
