import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { startStripeSandbox } from "../../server";
import { startPageServer } from "./page-server";

const secretKey = "sk_test_browser";
const publishableKey = "pk_test_browser";

export type Intent = { readonly id: string; readonly client_secret: string };

/** A browser, the sandbox and a checkout page that takes its payments there. */
export type Bench = {
  readonly sandboxUrl: string;
  newIntent(): Promise<Intent>;
  cancel(intent: Intent): Promise<void>;
  /** Opens the React checkout for a PaymentIntent; extra parameters go to `page.tsx`. */
  openCheckout(intent: Intent, parameters?: Readonly<Record<string, string>>): Promise<Page>;
  /** Opens a page that has Stripe.js and nothing else. */
  openBare(): Promise<Page>;
  close(): Promise<void>;
};

export async function startBench(): Promise<Bench> {
  const dataDir = await mkdtemp(join(tmpdir(), "stripe-browser-"));
  const sandbox = await startStripeSandbox({ port: 0, dataDir, secretKey, publishableKey });
  const pages = await startPageServer(sandbox.url);
  const browser = await launch();
  const context = await browser.newContext({ viewport: { width: 608, height: 700 } });

  async function freshPage(): Promise<Page> {
    await Promise.all(context.pages().map((page) => page.close()));
    return context.newPage();
  }

  async function call(path: string, body: string): Promise<Intent> {
    const response = await fetch(`${sandbox.url}${path}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${secretKey}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body,
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }

  return {
    sandboxUrl: sandbox.url,
    newIntent: () =>
      call(
        "/v1/payment_intents",
        "amount=19900&currency=usd&automatic_payment_methods[enabled]=true",
      ),
    cancel: async ({ id }) => {
      await call(`/v1/payment_intents/${id}/cancel`, "");
    },
    openCheckout: async ({ client_secret }, parameters = {}) => {
      const query = new URLSearchParams({ key: publishableKey, client_secret, ...parameters });
      const page = await freshPage();
      await page.goto(`${pages.url}/?${query}`);
      return page;
    },
    openBare: async () => {
      const page = await freshPage();
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
  const own = chromium.executablePath();
  return chromium.launch({
    executablePath: existsSync(own) ? own : "/usr/bin/chromium",
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
