import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser, Page } from "@playwright/test";
import { buyProgram, topUp } from "./api";
import { seriousFindings } from "./axe";
import { signIn } from "./sign-in";
import { expect, test } from "./trader";

/** An admin's browser. */
async function adminPage(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin });
  await signIn(context, "admin@propdesk.test", "demo-admin-2026");
  return context.newPage();
}

/** Creates an app of the firm with a source, as the console does. Returns how to send events as this app. */
async function newSource({ request }: Page, origin: string) {
  const act = async (fields: object) => {
    const data = { reason: "for a browser spec", ...fields };
    const response = await request.post("/api/admin/actions", { data, headers: { origin } });
    expect(response.status()).toBe(200);
    return response.json();
  };
  const { secret } = await act({
    action: "app.create",
    name: "Bridge",
    scopes: ["trading:write"],
    first_party: true,
  });
  const id = `bridge-${randomUUID().slice(-12)}`;
  const { client_id } = secret;
  await act({ action: "trading_source.create", id, app_id: client_id, venue: "embedded" });
  return (api: APIRequestContext, events: object[]) => send(api, { ...secret, id }, events);
}

interface Source {
  id: string;
  client_id: string;
  client_secret: string;
}

async function send(api: APIRequestContext, { id, ...secret }: Source, events: object[]) {
  const form = { grant_type: "client_credentials", ...secret };
  const { access_token } = await (await api.post("/v2/oauth/token", { form })).json();
  const response = await api.post("/v2/trading/events", {
    data: { source: id, events },
    headers: { authorization: `Bearer ${access_token}` },
  });
  expect(await response.json()).toMatchObject({ rejected: [] });
}

const snapshot = (account: number, seq: number, equity: string) => ({
  account: String(account),
  seq,
  type: "snapshot",
  at: new Date().toISOString(),
  balance: "100000.00",
  equity,
  open_positions: 1,
});

test("challenge page: events come in while it is open → its meters, then why it failed", async ({
  page,
  trader: _,
  baseURL,
  browser,
  playwright,
}) => {
  const origin = baseURL ?? "";
  const api = await playwright.request.newContext({ baseURL: origin });
  const report = await newSource(await adminPage(browser, origin), origin);
  const wallet = await topUp(page, 60_000, origin);
  const { challenge } = await buyProgram(page, "two-phase-100k", wallet, origin);
  const login = challenge.account_login;
  await page.goto(`/dashboard/challenges/${challenge.id}`);
  const state = page.getByRole("region", { name: "Waiting for trading data" });
  await expect(state).toContainText("Ends below $95,000.00");
  await report(api, [snapshot(login, 1, "96000.00")]);
  await expect(page.getByRole("region", { name: "Active, close to a limit" })).toContainText(
    "$1,000.00 left today",
  );
  await report(api, [snapshot(login, 2, "94999.99")]);
  const failed = page.getByRole("region", { name: "Failed: daily loss" });
  await expect(failed).toContainText("Equity was $94,999.99, below the daily floor of $95,000.00.");
  await expect(page.getByRole("list", { name: "Phases" })).toContainText("Failed");
  expect(await seriousFindings(page)).toEqual([]);
});

test("console: an ending after a gap, lifted by an operator → the challenge goes on", async ({
  page,
  trader: _,
  baseURL,
  browser,
  playwright,
}) => {
  const origin = baseURL ?? "";
  const api = await playwright.request.newContext({ baseURL: origin });
  const admin = await adminPage(browser, origin);
  const report = await newSource(admin, origin);
  const wallet = await topUp(page, 60_000, origin);
  const { challenge } = await buyProgram(page, "two-phase-100k", wallet, origin);
  const login = challenge.account_login;
  const [from, to] = [new Date(Date.now() - 60_000), new Date()].map((at) => at.toISOString());
  const gap = { account: String(login), seq: 1, through_seq: 3, type: "gap", from, to };
  await report(api, [gap, snapshot(login, 4, "94000.00")]);
  await page.goto(`/dashboard/challenges/${challenge.id}`);
  await expect(page.getByRole("region", { name: "Under review" })).toContainText(
    "Our team checks the result",
  );
  await admin.goto(`/admin/verdicts?q=${login}&status=provisional`);
  await admin.getByRole("table").getByRole("link", { name: /^vrd_/ }).click();
  await admin.getByRole("button", { name: "Lift ending" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByLabel("Equity").fill("99000");
  await dialog.getByLabel("Reason", { exact: true }).fill("The history shows no violation");
  await dialog.getByRole("button", { name: "Lift ending" }).click();
  await expect(admin.getByText("Overturned").first()).toBeVisible();
  expect(await seriousFindings(admin)).toEqual([]);
  await expect(page.getByRole("region", { name: "Active", exact: true })).toBeVisible();
});
