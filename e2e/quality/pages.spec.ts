import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { findingsEverywhere } from "../axe";
import { expect, test } from "./fixtures";
import { leftOut, type Visit, visits } from "./pages";

test("the list of visits: every page of the file tree → visited or left out", () => {
  const tree = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => `/${path.replace(/\/?page\.tsx$/, "").replaceAll(/\([^)]+\)\/?/g, "")}`)
    .map((path) => (path.length > 1 ? path.replace(/\/$/, "") : path));
  const listed = new Set([...leftOut, ...visits.map(({ page }) => page)]);
  expect(tree.filter((page) => !listed.has(page))).toEqual([]);
});

/** Collects the errors of the browser's console. The list is emptied for each page. */
function consoleErrorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  return errors;
}

/** Checks one page, and the errors of the console while it loads. */
async function check(page: Page, errors: string[], path: string, visit: Visit) {
  const { status = 200 } = visit;
  const isRepeat = visits.find((other) => other.page === visit.page) !== visit;
  errors.length = 0;
  const response = await page.goto(path, { waitUntil: "load" });
  expect.soft([path, response?.status()]).toEqual([path, status]);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  // Data that the page fetches itself has arrived.
  await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
  expect.soft([path, await findingsEverywhere(page, isRepeat)]).toEqual([path, {}]);
  const unexpected = errors.filter((text) => !(status === 404 && /status of 404/.test(text)));
  expect.soft([path, unexpected]).toEqual([path, []]);
}

// A context for a few pages each, because starting one takes as long as checking a page.
const PAGES_PER_TEST = 6;
for (const who of [undefined, "trader", "admin"] as const) {
  const own = visits.filter(({ as }) => as === who);
  for (let i = 0; i < own.length; i += PAGES_PER_TEST) {
    const group: Visit[] = own.slice(i, i + PAGES_PER_TEST);
    test(`pages as ${who ?? "anonymous"}: no serious finding of axe, no console error, none wider than a phone: ${group.map(({ page }) => page).join(" ")}`, async ({
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
      const errors = consoleErrorsOf(page);
      for (const visit of group) await check(page, errors, visit.path(world.ids), visit);
      await context.close();
    });
  }
}

test("checkout: requests → only to the app and its sandbox", async ({
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
