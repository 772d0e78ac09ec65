import { describe, expect } from "vitest";
import { test } from "../testing/harness";

describe("GET /sandbox:", () => {
  test("payments → listed with a button for each control that applies", async ({
    sandbox,
    stripe,
  }) => {
    const page = async () => (await fetch(`${sandbox.url}/sandbox`)).text();
    expect(await page()).toContain("No payments yet");
    const processing = await sandbox.pay("pm_sandbox_processing");
    const paid = await sandbox.pay();
    const disputed = await sandbox.pay("pm_card_createDispute");
    const [dispute] = (await stripe.disputes.list({ payment_intent: disputed.id })).data;
    const shown = await page();
    expect(shown).toContain("$499.00");
    for (const action of [
      `payment_intents/${processing.id}/settle`,
      `payment_intents/${processing.id}/fail`,
      `payment_intents/${paid.id}/refund`,
      `payment_intents/${paid.id}/dispute`,
      `disputes/${dispute?.id}/win`,
    ]) {
      expect(shown).toContain(`action="/sandbox/${action}"`);
    }
    expect(shown).not.toContain(paid.client_secret);
  });

  test("notice → shown, escaped", async ({ sandbox }) => {
    const page = await fetch(`${sandbox.url}/sandbox?notice=${encodeURIComponent("<b>no</b>")}`);
    expect(await page.text()).toContain("&lt;b&gt;no&lt;/b&gt;");
  });
});
