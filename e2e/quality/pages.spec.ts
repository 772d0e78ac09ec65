import { readdirSync } from "node:fs";
import { findingsEverywhere } from "../axe";
import { expect, test } from "./bought";
import { visits } from "./pages";

test("every page of the tree is among those that are looked at", () => {
  const tree = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => `/${path.replace(/\/?page\.tsx$/, "").replaceAll(/\([^)]+\)\/?/g, "")}`)
    .map((path) => (path.length > 1 ? path.replace(/\/$/, "") : path));
  const seen = new Set(visits.map(({ page }) => page));
  expect(tree.filter((page) => !seen.has(page))).toEqual([]);
});

for (const { page: folder, path, as, status = 200 } of visits) {
  const shown = path(new Proxy({}, { get: (_, name) => `{${String(name)}}` }));
  test(`${folder === shown ? folder : `${folder} as ${shown}`}: no serious finding of axe, nothing in the console, nothing wider than a phone`, async ({
    browser,
    world,
    baseURL,
  }) => {
    const context = await browser.newContext({
      baseURL,
      viewport: { width: 1280, height: 900 },
      ...(as && { storageState: world[as] }),
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("console", (message) => {
      const expected = status === 404 && /status of 404/.test(message.text());
      if (message.type() === "error" && !expected) errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(String(error)));
    const answer = await page.goto(path(world.ids), { waitUntil: "load" });
    expect(answer?.status()).toBe(status);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    // What is fetched by the page itself has come.
    await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
    expect(await findingsEverywhere(page)).toEqual({});
    expect(errors).toEqual([]);
    await context.close();
  });
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
