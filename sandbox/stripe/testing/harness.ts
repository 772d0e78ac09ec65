import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { test as base } from "vitest";
import type { SandboxTuning } from "../sandbox";
import { type StripeSandbox, startStripeSandbox } from "../server";
import { Receiver } from "./receiver";

export const SECRET_KEY = "sk_test_sandboxSecret0000";
export const PUBLISHABLE_KEY = "pk_test_sandboxPublic0000";
const WEBHOOK_SECRET = "whsec_test";

/** Quick enough for tests: nothing waits longer than necessary. */
const QUICK: SandboxTuning = { retryBaseMs: 10, deliveryTimeoutMs: 2_000, refundWaitMs: 30 };

/** A running sandbox with a webhook endpoint, and the ways in which a test calls it. */
export class TestSandbox {
  readonly dataDir = mkdtempSync(join(tmpdir(), "stripe-sandbox-"));
  readonly #receiver: Receiver;
  #server: StripeSandbox | null = null;
  private tuning: SandboxTuning = QUICK;

  constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  get url(): string {
    if (this.#server === null) throw new Error("the sandbox isn't running");
    return this.#server.url;
  }

  /** Starts the sandbox. A second start uses the same data. */
  async start(): Promise<void> {
    this.#server = await startStripeSandbox({
      port: 0,
      dataDir: this.dataDir,
      secretKey: SECRET_KEY,
      publishableKey: PUBLISHABLE_KEY,
      webhook: { url: this.#receiver.url, secret: WEBHOOK_SECRET },
      tuning: this.tuning,
    });
  }

  /** Restarts the sandbox on the same data, with some of the tuning changed. */
  async restart(tuning: SandboxTuning = {}): Promise<void> {
    await this.stop();
    this.tuning = { ...this.tuning, ...tuning };
    await this.start();
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = null;
  }

  /** The official SDK, with the sandbox's address. */
  client(key = SECRET_KEY): Stripe {
    const { hostname, port } = new URL(this.url);
    return new Stripe(key, { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
  }

  /** Calls the API as a browser does: without the SDK and with the publishable key. */
  browser(method: "GET" | "POST", path: string, params: Record<string, string> = {}) {
    const form = new URLSearchParams(params);
    const isPost = method === "POST";
    return fetch(`${this.url}${path}${isPost ? "" : `?${form}`}`, {
      method,
      headers: { Authorization: `Bearer ${PUBLISHABLE_KEY}`, Origin: "http://localhost:3000" },
      body: isPost ? form : undefined,
    });
  }

  /** Uses a control and returns its response; throws if the control rejects it. */
  async control(path: string, body: object = {}): Promise<unknown> {
    const response = await fetch(`${this.url}/sandbox/${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${SECRET_KEY}`, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }

  /** Creates a PaymentIntent of $499 and confirms it with a payment method. */
  pay(paymentMethod = "pm_card_visa"): Promise<Stripe.PaymentIntent> {
    return this.client().paymentIntents.create({
      amount: 49_900,
      currency: "usd",
      confirm: true,
      payment_method: paymentMethod,
    });
  }
}

/** vitest's `test`, with a new sandbox and webhook receiver for each test. */
export const test = base.extend<{
  receiver: Receiver;
  sandbox: TestSandbox;
  stripe: Stripe;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads a fixture's needs from its pattern.
  receiver: async ({}, use) => {
    const receiver = await new Receiver(WEBHOOK_SECRET).start();
    await use(receiver);
    await receiver.stop();
  },
  sandbox: async ({ receiver }, use) => {
    const sandbox = new TestSandbox(receiver);
    await sandbox.start();
    await use(sandbox);
    await sandbox.stop();
    rmSync(sandbox.dataDir, { recursive: true });
  },
  stripe: async ({ sandbox }, use) => {
    await use(sandbox.client());
  },
});
