import type { Browser, Page } from "@playwright/test";
import { signIn, signInAsNewTrader } from "./sign-in";
import {
  cards,
  expect,
  expectActiveAccount,
  fillCard,
  openUntilShown,
  payButton,
  test,
} from "./trader";

/** A page of another browser. */
const newPage = async (browser: Browser) => (await browser.newContext()).newPage();

/** Signs a new trader in and opens the checkout, whose terms have this version. */
async function openCheckout(browser: Browser, origin: string, version: number) {
  const page = await newPage(browser);
  await signInAsNewTrader(page.context(), origin);
  await page.goto("/checkout/tier_25k?market=crypto");
  await expect(
    page.getByRole("link", { name: `terms of purchase (version ${version})` }),
  ).toBeVisible();
  return page;
}

/** Pays on a checkout page, and opens the terms from the receipt. */
async function payAndOpenTerms(page: Page) {
  await fillCard(page, cards.good);
  await payButton(page).click();
  await expectActiveAccount(page);
  const payment = await page.request.get("/v2/payments?limit=1");
  const [{ payment_id }] = await payment.json();
  await page.goto(`/dashboard/payments/${payment_id}/receipt`);
  await page.getByRole("link", { name: /^Version / }).click();
  await page.waitForURL(/\/terms\?version=/);
}

test("terms: an admin publishes a version → the page shows it within a second, buyers accept what they were shown, the old one stays", async ({
  page: admin,
  browser,
  baseURL: origin = "",
}) => {
  test.slow();
  await signIn(admin.context(), "admin@propdesk.test", "demo-admin-2026");
  const [{ version }] = await (await admin.request.get("/v2/legal-documents")).json();
  const next = version + 1;
  const clause = `Clause ${Date.now()}`;
  const early = await openCheckout(browser, origin, version);

  await admin.goto("/admin/catalog");
  await admin.getByRole("link", { name: "Terms of purchase" }).click();
  const editor = admin.getByRole("region", { name: "Draft" });
  const text = editor.getByRole("textbox");
  const save = editor.getByRole("button", { name: "Save draft" });
  const written = await text.inputValue();
  await expect(async () => {
    await text.fill(`${written}\n\n<b>${clause}</b>`);
    await expect(save).toBeEnabled({ timeout: 2_000 });
  }).toPass();
  await save.click();
  await expect(editor.getByText(/^Has HTML in line \d+, which pages don't show/)).toBeVisible();
  await text.fill(`${written}\n\n## ${clause}\n\nTrade with care.`);
  await expect(
    editor.getByRole("region", { name: "Preview" }).getByRole("heading", { name: clause }),
  ).toBeVisible();
  await save.click();
  await expect(admin.getByText("Draft saved. Customers don't see it yet.")).toBeVisible();
  expect(await (await admin.request.get("/terms")).text()).not.toContain(clause);

  await editor.getByRole("link", { name: `Compare with version ${version}` }).click();
  await expect(admin.locator("ins")).toContainText(clause);
  await expect(admin.locator("del")).toHaveCount(0);
  await admin.goBack();

  const dialog = admin.getByRole("dialog");
  await openUntilShown(dialog, (options) =>
    editor.getByRole("button", { name: `Publish version ${next}` }).click(options),
  );
  await expect(dialog).toContainText(`From now on, new buyers accept version ${next}.`);
  await dialog.getByLabel("Reason").fill("reviewed for a spec");
  const [published] = await Promise.all([
    admin.waitForResponse((response) => response.url().endsWith("/terms/versions")),
    dialog.getByRole("button", { name: `Publish version ${next}` }).click(),
  ]);
  const since = Date.now();
  expect(published.status()).toBe(201);
  expect(await (await admin.request.get("/terms")).text()).toContain(clause);
  expect(Date.now() - since).toBeLessThan(1_000);
  await expect(admin.getByRole("row", { name: new RegExp(`^Version ${next}`) })).toContainText(
    "admin@propdesk.test",
  );

  // Paid on a page that was opened before.
  await payAndOpenTerms(early);
  await expect(early.getByText("This is an earlier version.")).toBeVisible();
  expect(await early.locator("meta[name=robots]").getAttribute("content")).toContain("noindex");
  await expect(early.getByRole("heading", { name: clause })).toHaveCount(0);
  expect(new URL(early.url()).searchParams.get("version")).toBe(String(version));
  await early.getByRole("link", { name: "Read the version in effect" }).click();
  await expect(early.getByRole("heading", { name: clause })).toBeVisible();

  const later = await openCheckout(browser, origin, next);
  await payAndOpenTerms(later);
  await expect(later.getByRole("heading", { name: clause })).toBeVisible();

  await admin.goto("/admin/audit?q=terms");
  await expect(admin.getByText("reviewed for a spec")).toBeVisible();
});

test("legal pages: → title, version, date, canonical address and table of contents; an unknown version → 404", async ({
  page,
  baseURL,
}) => {
  for (const [path, title] of [
    ["/terms", "Terms of purchase"],
    ["/privacy", "Privacy policy"],
    ["/risk", "Risk disclosure"],
    ["/refunds", "Refund policy"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText(/^Version \d+, in effect since \w+ \d+, \d{4}/)).toBeVisible();
    expect(await page.locator("link[rel=canonical]").getAttribute("href")).toBe(
      `${baseURL}${path}`,
    );
    const first = page.getByRole("navigation", { name: "On this page" }).getByRole("link").first();
    const anchor = (await first.getAttribute("href")) ?? "";
    await expect(page.locator(anchor)).toHaveText((await first.textContent()) ?? "none");
    await expect(page.getByRole("navigation", { name: "Footer" })).toContainText("Privacy");
    expect((await page.request.get(`${path}?version=999`)).status()).toBe(404);
  }
});
