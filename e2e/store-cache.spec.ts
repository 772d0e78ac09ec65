import { setTimeout as sleep } from "node:timers/promises";
import { cuttableProxy } from "../testing/faults/cut-database";
import { startOwnServer } from "./own-server";
import { signIn } from "./sign-in";
import { sql, stack } from "./stack";
import { expect, test } from "./trader";

/** A page as a stranger gets it. A cached one has a length; one that is being rendered has none yet. */
async function visit(origin: string, path = "/") {
  const response = await fetch(origin + path);
  const policy = response.headers.get("content-security-policy") ?? "";
  return {
    status: response.status,
    isCached: response.headers.has("content-length"),
    policy,
    nonce: /'nonce-([0-9a-f]{32})'/.exec(policy)?.[1] ?? "none",
    text: await response.text(),
  };
}

/** Visits a page until it comes from the cache: other specs change the catalog, and with it the version of its pages. */
async function visitCached(origin: string, path = "/") {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const page = await visit(origin, path);
    if (page.isCached) return page;
    await sleep(100);
  }
  throw new Error(`${path} isn't cached`);
}

test("storefront: a price is changed in one process → every process shows it within a second", async ({
  context,
  baseURL: origin = "",
}) => {
  await signIn(context, "admin@propdesk.test", "demo-admin-2026");
  const { request } = context;
  const id = `tier_cache_${Date.now()}`;
  // Its model is named: which one is the default follows from the catalog, which other specs change.
  const path = "/?model=2&market=caches";
  const fields = (price_cents: number) => ({
    name: "Cached",
    program_id: 1,
    account_size: 66_000,
    price_cents,
    currency: "usd",
    recommended: false,
    sort_index: 9_000,
    markets: [{ market: "caches", asset_class: "caches" }],
    reason: "a spec of the cache",
  });
  const tiers = "/api/admin/catalog/tiers";
  const headers = { origin };
  const created = await request.post(tiers, { data: { id, ...fields(6_600) }, headers });
  expect(created.status()).toBe(201);
  const other = await startOwnServer("store_cache", { DATABASE_URL: stack().database_url });
  const origins = [origin, other.origin];
  try {
    await sleep(1_000);
    for (const each of origins) {
      const cached = await visitCached(each, path);
      expect(cached.text).toContain("$66.00");
    }
    const data = { ...fields(6_700), version: 1 };
    expect((await request.put(`${tiers}/${id}`, { data, headers })).status()).toBe(200);
    await sleep(1_000);
    for (const each of origins) {
      const changed = await visit(each, path);
      expect(changed.text).toContain("$67.00");
      expect(changed.text).not.toContain("$66.00");
    }
  } finally {
    await request.put(`${tiers}/${id}/archived`, {
      data: { archived: true, version: 2, reason: "the spec is over" },
      headers,
    });
    await other.stop();
  }
});

test("storefront: the database is unavailable → strangers see the last catalog, checkouts are unavailable", async () => {
  const line = await cuttableProxy(stack().database_url);
  const own = await startOwnServer("store_outage", { DATABASE_URL: line.url });
  let isCut = false;
  try {
    await visit(own.origin);
    const before = await visit(own.origin);
    expect(before.isCached).toBe(true);
    await line.cut();
    isCut = true;
    await sleep(1_000);
    const during = await visit(own.origin);
    expect([during.status, during.isCached]).toEqual([200, true]);
    expect(during.text.replaceAll(during.nonce, "")).toBe(before.text.replaceAll(before.nonce, ""));
    const rendered = await visit(own.origin, "/?model=2");
    expect(rendered.status).toBe(200);
    expect(rendered.text).toContain("Two-step 100K");
    expect((await visit(own.origin, "/checkout/tier_25k?market=crypto")).status).toBe(503);
  } finally {
    if (isCut) await line.restore();
    await own.stop();
    await line.cut();
  }
});

test("a program's page: a stranger's second visit → from the cache, with the new text after a change", async ({
  baseURL: origin = "",
}) => {
  const path = "/programs/one-phase-50k-eur";
  await visitCached(origin, path);
  expect((await visit(origin, `${path}?size=none`)).isCached).toBe(false);
  const [before] = await sql("select description from programs where slug = $1", [
    "one-phase-50k-eur",
  ]);
  const setDescription = (text: string) =>
    sql("update programs set description = $1 where slug = 'one-phase-50k-eur'", [text]);
  try {
    await setDescription("Described by a spec.");
    await sleep(1_000);
    expect((await visit(origin, path)).text).toContain("Described by a spec.");
  } finally {
    await setDescription(before.description);
  }
});

test("storefront: from an advertisement → the cached page; the browser keeps the address, and the page works", async ({
  page,
  baseURL: origin = "",
}) => {
  const address = "/?utm_source=mail&gclid=1";
  await visitCached(origin, address);
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(address, { waitUntil: "networkidle" });
  expect(page.url()).toBe(origin + address);
  await page.getByRole("link", { name: "Two-step", exact: true }).click();
  await expect(page.getByRole("heading", { name: /^Two-step challenges/ })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: /^One-step challenges/ })).toBeVisible();
  expect(page.url()).toBe(origin + address);
  expect(problems).toEqual([]);
});

test("storefront: signed in, then a stranger → each gets their own page", async ({
  page,
  trader,
  baseURL: origin = "",
}) => {
  await visit(origin);
  await page.goto("/");
  await expect(page.getByRole("button", { name: trader.email })).toBeVisible();
  expect((await visit(origin)).text).not.toContain(trader.email);
  await page.context().clearCookies();
  await page.goto("/");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("a cached storefront: in a browser → its scripts run under a policy as strict as that of other pages; others don't", async ({
  page,
  baseURL: origin = "",
}) => {
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  const rendered = await visit(origin, "/help");
  await visit(origin);
  const response = await page.goto("/", { waitUntil: "networkidle" });
  const { "content-length": length, "content-security-policy": policy = "" } =
    (await response?.allHeaders()) ?? {};
  expect(length).toBeDefined();
  const [, nonce = "none"] = /'nonce-([0-9a-f]{32})'/.exec(policy) ?? [];
  expect(policy.replace(nonce, "")).toBe(rendered.policy.replace(rendered.nonce, ""));
  const nonces = await page.evaluate(() => [
    ...new Set([...document.querySelectorAll("script")].map((script) => script.nonce)),
  ]);
  expect(nonces).toEqual([nonce]);
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.getByRole("link", { name: "Two-step", exact: true }).click();
  await expect(page.getByRole("link", { name: /Two-step 100K/ }).first()).toBeVisible();
  expect(problems).toEqual([]);
  await page.evaluate(() => {
    const injected = document.createElement("div");
    injected.innerHTML = '<img src="x" onerror="window.ran = true">';
    document.body.append(injected);
  });
  await expect.poll(() => problems.join()).toContain("Content Security Policy");
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
});
