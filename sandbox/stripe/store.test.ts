import { appendFileSync, chmodSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { test } from "./testing/harness";

describe("what the sandbox holds", () => {
  test("is there again after a restart, as it was", async ({ sandbox, stripe }) => {
    const intent = await sandbox.pay();
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
    const events = (await stripe.events.list()).data.map(({ id }) => id);
    await sandbox.stop();
    await sandbox.start();
    const again = sandbox.client();
    expect(await again.paymentIntents.retrieve(intent.id)).toEqual(intent);
    expect(await again.refunds.retrieve(refund.id)).toEqual(refund);
    expect((await again.events.list()).data.map(({ id }) => id)).toEqual(events);
    await expect(
      again.refunds.create({ payment_intent: intent.id, amount: 49_900 }),
    ).rejects.toThrow("greater than");
  });

  test("is read also when the last line was cut short", async ({ sandbox }) => {
    const { id } = await sandbox.pay();
    await sandbox.stop();
    appendFileSync(join(sandbox.dataDir, "journal.jsonl"), '{"table":"payment_intents","id":"pi_');
    await sandbox.start();
    expect((await sandbox.client().paymentIntents.list()).data.map((intent) => intent.id)).toEqual([
      id,
    ]);
  });

  test("is readable by its owner alone, also where an earlier release left it open", async ({
    sandbox,
  }) => {
    const file = join(sandbox.dataDir, "journal.jsonl");
    const modeOf = () => statSync(file).mode & 0o777;
    expect(modeOf()).toBe(0o600);
    await sandbox.stop();
    chmodSync(file, 0o644);
    await sandbox.start();
    expect(modeOf()).toBe(0o600);
  });

  test("takes one line an object after a restart", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    for (let n = 0; n < 20; n += 1) {
      await stripe.paymentIntents.update(id, { metadata: { n: String(n) } });
    }
    await sandbox.stop();
    await sandbox.start();
    const lines = readFileSync(join(sandbox.dataDir, "journal.jsonl"), "utf8").split("\n");
    expect(lines.filter((line) => line.startsWith(`{"table":"payment_intents"`))).toHaveLength(1);
  });

  test("never includes a card number", async ({ sandbox, stripe }) => {
    const number = "4242424242424242";
    const card = { number, exp_month: 12, exp_year: new Date().getFullYear() + 1, cvc: "321" };
    await stripe.paymentMethods.create({ type: "card", card });
    const journal = readFileSync(join(sandbox.dataDir, "journal.jsonl"), "utf8");
    expect(journal).toContain('"last4":"4242"');
    expect(journal).not.toContain(number);
  });
});
