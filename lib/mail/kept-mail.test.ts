import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import * as settings from "@/lib/env";
import { newCustomer } from "@/testing/api";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";
import { buyThroughRoute, newTrader } from "@/testing/trading";
import { listKeptMail, readKeptMail, sendMail } from ".";

test("without a mail server the embedded stack keeps each mail in a file of its owner's alone", async () => {
  const { headers, email } = await newCustomer();
  const bought = await buy(headers);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  await workOff();
  const mails = await listKeptMail();
  expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
    ["account-ready", email],
    ["receipt", email],
  ]);
  const [newest] = mails;
  expect(await readKeptMail(newest?.id ?? "")).toEqual(newest);
  const file = join(settings.env().DATA_DIR, "mail", `${newest?.id}.json`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("none that is kept holds a password", async () => {
  const trader = await newTrader(49_900n);
  const { body } = await buyThroughRoute(trader);
  await workOff();
  const mails = await listKeptMail();
  expect(mails[0]?.kind).toBe("challenge-bought");
  expect(JSON.stringify(mails)).not.toContain(body.temporary_password);
});

test("production drops what was enqueued while it had a mail server, and keeps it nowhere", async () => {
  const { headers } = await newCustomer();
  const bought = await buy(headers);
  await confirm(bought.stripe_payment_intent_id);
  await deliver(await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded"));
  await workOff();
  const before = await listKeptMail();
  const job = { kind: "receipt", payment_id: bought.payment_id } as const;
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  await sendMail(systemContext(database(), "job_test"), job);
  vi.restoreAllMocks();
  expect(await listKeptMail()).toEqual(before);
  await sendMail(systemContext(database(), "job_test"), job);
  expect(await listKeptMail()).toHaveLength(before.length + 1);
});

test.each(["nothing", "../stack", "..%2Fstack", "00000000-0000-7000-8000-000000000000", ""])(
  "a mail that isn't there (%s) is not found, and no other file is read",
  async (id) => {
    await expect(readKeptMail(id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  },
);

test("outside the embedded stack nothing is listed or read", async () => {
  const [known] = await listKeptMail();
  vi.spyOn(settings, "isEmbedded").mockReturnValue(false);
  await expect(listKeptMail()).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(readKeptMail(known?.id ?? "")).rejects.toMatchObject({ code: "NOT_FOUND" });
  vi.restoreAllMocks();
});
