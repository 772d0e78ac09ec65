import { appendFileSync, chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { test } from "./testing/harness";

describe("store:", () => {
  test("restarted → the same objects", async ({ sandbox, stripe }) => {
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

  test("last line incomplete → the others are read", async ({ sandbox }) => {
    const { id } = await sandbox.pay();
    await sandbox.stop();
    appendFileSync(join(sandbox.dataDir, "journal.jsonl"), '{"table":"payment_intents","id":"pi_');
    await sandbox.start();
    expect((await sandbox.client().paymentIntents.list()).data.map((intent) => intent.id)).toEqual([
      id,
    ]);
  });

  test("table under the name of an earlier release → its objects are read", async ({ sandbox }) => {
    const file = join(sandbox.dataDir, "journal.jsonl");
    const terms = { amount: 500, currency: "usd" };
    const create = () => sandbox.client().paymentIntents.create(terms, { idempotencyKey: "a key" });
    const { id } = await create();
    await sandbox.stop();
    const journal = readFileSync(file, "utf8");
    expect(journal).toContain('"table":"saved_results"');
    writeFileSync(file, journal.replaceAll('"saved_results"', '"saved_answers"'));
    await sandbox.start();
    expect((await create()).id).toBe(id);
  });

  test("file of an earlier release with other permissions → readable by its owner only", async ({
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

  test("restarted → one line for each object", async ({ sandbox, stripe }) => {
    const { id } = await sandbox.pay();
    for (let n = 0; n < 20; n += 1) {
      await stripe.paymentIntents.update(id, { metadata: { n: String(n) } });
    }
    await sandbox.stop();
    await sandbox.start();
    const lines = readFileSync(join(sandbox.dataDir, "journal.jsonl"), "utf8").split("\n");
    expect(lines.filter((line) => line.startsWith(`{"table":"payment_intents"`))).toHaveLength(1);
  });

  test("paid with a card → no card number in the file", async ({ sandbox, stripe }) => {
    const number = "4242424242424242";
    const card = { number, exp_month: 12, exp_year: new Date().getFullYear() + 1, cvc: "321" };
    await stripe.paymentMethods.create({ type: "card", card });
    const journal = readFileSync(join(sandbox.dataDir, "journal.jsonl"), "utf8");
    expect(journal).toContain('"last4":"4242"');
    expect(journal).not.toContain(number);
  });
});
