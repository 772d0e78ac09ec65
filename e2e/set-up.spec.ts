import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { hash } from "@node-rs/argon2";
import { expect, test } from "@playwright/test";
import pg from "pg";
import Stripe from "stripe";
import { random } from "../testing/setup/production-settings";
import { startOwnServer } from "./own-server";
import { signIn } from "./sign-in";
import { stack } from "./stack";

const webhookSecret = `whsec_${random("webhook of the set-up")}`;
const login = { email: "first@firm.example", password: "a long enough password" };
const name = `set_up_${Date.now()}`;
let server: Awaited<ReturnType<typeof startOwnServer>>;

// A new firm with only its first admin. Without a worker, no wallet or account group is created.
test.beforeAll(async () => {
  server = await startOwnServer(name, {
    STRIPE_API_BASE: "",
    STRIPE_JS_URL: "",
    STRIPE_SECRET_KEY: `sk_test_${random("secret")}`,
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: `pk_test_${random("publishable")}`,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
  });
  const url = new URL(stack().database_url);
  url.pathname = `/${name}`;
  const DATABASE_URL = url.href;
  await promisify(execFile)(process.execPath, ["--import", "tsx", "db/migrate.ts"], {
    env: { ...process.env, DATABASE_URL, DATABASE_DIRECT_URL: "" },
  });
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  await client.query(
    "insert into customers (public_id, email, password_hash, role, email_verified_at) values ('usr_first', $1, $2, 'admin', now())",
    [login.email, await hash(login.password)],
  );
  await client.end();
});
test.afterAll(() => server.stop());

/** Sends a signed event, as Stripe does. */
async function sendEvent() {
  const payload = JSON.stringify({
    id: "evt_first",
    object: "event",
    type: "charge.refunded",
    livemode: false,
    created: Math.floor(Date.now() / 1000),
    data: { object: { id: "ch_of_nobody", object: "charge" } },
  });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  return fetch(`${server.origin}/v2/webhooks/stripe`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": signature },
    body: payload,
  });
}

test("Before you sell: each step done by its link → ticked off, and the list disappears after the last one", async ({
  browser,
}) => {
  const origin = server.origin.replace("127.0.0.1", "localhost");
  const context = await browser.newContext({ baseURL: origin });
  const page = await context.newPage();
  await signIn(context, login.email, login.password);
  const list = page.getByRole("region", { name: "Before you sell" });
  const done = async (...steps: string[]) => {
    await page.goto("/admin");
    await expect(list.locator("li[data-done]")).toHaveCount(steps.length);
    for (const step of steps) await expect(list.locator(`[data-step=${step}]`)).toBeVisible();
  };
  // The embedded stack saves emails.
  await done("email");
  await expect(list).toContainText(`${origin}/v2/webhooks/stripe`);

  await list.getByRole("link", { name: "Create it" }).click();
  const group = page.getByRole("form", { name: "New account group" });
  await group.getByLabel("Name").fill("WALLET-USD");
  await group.getByLabel("Brand").fill("firm");
  await group.getByLabel("Mode").selectOption("1");
  await group.getByLabel("Initial balance").fill("0");
  await group.getByLabel("Reason").fill("wallets of customers");
  await group.getByRole("button", { name: "Create group" }).click();
  await page.waitForURL("**/admin/catalog");
  await done("email", "wallet_group");

  expect((await sendEvent()).status).toBe(200);
  await done("email", "wallet_group", "stripe_events");
  await expect(list).toContainText("3 of 4 done");

  await list.getByRole("link", { name: "Create a program" }).click();
  const program = page.getByRole("form", { name: "New program" });
  await program.getByLabel("Display name").fill("Starter");
  await program.getByLabel("Name", { exact: true }).first().fill("starter");
  await program.getByLabel("Brand").fill("firm");
  await program.getByRole("switch", { name: /^Wallets can buy it/ }).click();
  await program.getByRole("group", { name: "Phase 1" }).getByLabel("Name").fill("Evaluation");
  await program.getByLabel("Reason").fill("the first program");
  await program.getByRole("button", { name: "Create program" }).click();
  await page.waitForURL(/\/admin\/catalog\/programs\/\d+$/);
  await page.getByRole("link", { name: "Add card offer" }).click();
  const tier = page.getByRole("form", { name: "New tier" });
  const values = { ID: "tier_25k", Name: "Starter", "Account size": "25000", Price: "199" };
  for (const [label, value] of Object.entries(values)) await tier.getByLabel(label).fill(value);
  await tier.getByLabel("Market", { exact: true }).fill("crypto");
  await tier.getByLabel("Asset class").fill("crypto");
  await tier.getByLabel("Reason").fill("the first tier");
  await tier.getByRole("button", { name: "Create tier" }).click();
  await page.waitForURL("**/admin/catalog");
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await expect(list).toHaveCount(0);
  await context.close();
});
