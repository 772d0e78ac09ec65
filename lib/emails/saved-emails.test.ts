import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import * as settings from "@/lib/core/env";
import { newCustomer } from "@/testing/actors/customer";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { listSavedEmails, readSavedEmail, sendEmail } from ".";

test("sendEmail: embedded stack without a mail server → saved to a file that only its owner can read", async () => {
  const customer = await newCustomer();
  const { email } = customer;
  const bought = await startCheckout(customer);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  await runAllJobs();
  const mails = await listSavedEmails();
  expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
    ["account-ready", email],
    ["receipt", email],
  ]);
  const [newest] = mails;
  expect(await readSavedEmail(newest?.id ?? "")).toEqual(newest);
  const file = join(settings.env().DATA_DIR, "mail", `${newest?.id}.json`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("sendEmail: a challenge with a temporary password → the saved email doesn't contain it", async () => {
  const trader = await newTrader(49_900n);
  const { body } = await buyFromWallet(trader);
  await runAllJobs();
  const mails = await listSavedEmails();
  expect(mails[0]?.kind).toBe("challenge-bought");
  expect(JSON.stringify(mails)).not.toContain(body.temporary_password);
});

test("sendEmail: production without a mail server → dropped, and saved nowhere", async () => {
  const customer = await newCustomer();
  const bought = await startCheckout(customer);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  await runAllJobs();
  const before = await listSavedEmails();
  const job = { kind: "receipt", payment_id: bought.payment_id } as const;
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  await sendEmail(systemContext(database(), "job_test"), job);
  vi.restoreAllMocks();
  expect(await listSavedEmails()).toEqual(before);
  await sendEmail(systemContext(database(), "job_test"), job);
  expect(await listSavedEmails()).toHaveLength(before.length + 1);
});

test.each(["nothing", "../stack", "..%2Fstack", "00000000-0000-7000-8000-000000000000", ""])(
  "readSavedEmail: the unknown id %j → NOT_FOUND, and no other file is read",
  async (id) => {
    await expect(readSavedEmail(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  },
);

test("listSavedEmails, readSavedEmail: outside the embedded stack → NOT_FOUND", async () => {
  const [newest] = await listSavedEmails();
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  await expect(listSavedEmails()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(readSavedEmail(newest?.id ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
  vi.restoreAllMocks();
});
