import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startStripeSandbox } from "../../server";
import { startPageServer } from "./page-server";

const secretKey = "sk_test_browser";
const publishableKey = "pk_test_browser";
const viewport = { width: 608, height: 700 };

export type Intent = {
  readonly id: string;
  readonly client_secret: string;
  readonly status: string;
};

/** A browser, the sandbox, and a checkout page that uses it. */
export type Bench = {
  newIntent(): Promise<Intent>;
  cancel(intent: Intent): Promise<void>;
  statusOf(intent: Intent): Promise<string>;
  /** Opens the React checkout for a PaymentIntent; extra parameters go to `page.tsx`. */
  openCheckout(intent: Intent, parameters?: Readonly<Record<string, string>>): Promise<Page>;
  /** Opens a page with Stripe.js only. */
  openBare(): Promise<Page>;
  close(): Promise<void>;
};

export async function startBench(): Promise<Bench> {
  const dataDir = await mkdtemp(join(tmpdir(), "stripe-browser-"));
  const sandbox = await startStripeSandbox({ port: 0, dataDir, secretKey, publishableKey });
  const pages = await startPageServer(sandbox.url);
  const browser = await launch();
  const context = await browser.newContext();
  // One tab for all tests: opening one takes longer than most tests.
  const page = await context.newPage();

  async function call(path: string, body?: Readonly<Record<string, string>>): Promise<Intent> {
    const response = await fetch(`${sandbox.url}/v1/payment_intents${path}`, {
      method: body ? "POST" : "GET",
      headers: { Authorization: `Bearer ${secretKey}` },
      body: body && new URLSearchParams(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }

  return {
    newIntent: () => call("", { amount: "19900", currency: "usd" }),
    cancel: async ({ id }) => {
      await call(`/${id}/cancel`, {});
    },
    statusOf: async ({ id }) => (await call(`/${id}`)).status,
    openCheckout: async ({ client_secret }, parameters = {}) => {
      const query = new URLSearchParams({ key: publishableKey, client_secret, ...parameters });
      await page.unrouteAll();
      await page.setViewportSize(viewport);
      await page.goto(`${pages.url}/?${query}`);
      return page;
    },
    openBare: async () => {
      await page.goto(`${pages.url}/bare`);
      return page;
    },
    close: async () => {
      await browser.close();
      await pages.close();
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function launch(): Promise<Browser> {
  // Debian's headless shell needs half of the processor time of a whole browser.
  const browsers = [
    "/usr/bin/chromium-headless-shell",
    chromium.executablePath(),
    "/usr/bin/chromium",
  ];
  return chromium.launch({
    executablePath: browsers.find((path) => existsSync(path)),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}
