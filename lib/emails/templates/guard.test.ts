import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/lib/core/database";
import { type EmailJob, emailJob } from "@/lib/queue/email-job";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { composeEmail } from ".";

let customer: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  customer = await newCustomer();
});

type Kind = "password-changed" | "second-factor-on" | "second-factor-off";
const compose = (kind: Kind) => {
  const job: EmailJob = { kind, user_id: customer.publicId };
  return composeEmail(database(), job);
};
const subject = async (kind: Kind) => (await compose(kind))?.content.subject ?? null;
const change = (values: string) =>
  sql(`update customers set ${values} where public_id = $1`, [customer.publicId]);

test("passwordChangedEmail: → sent to the customer, with what to do if it wasn't them", async () => {
  const email = await compose("password-changed");
  expect(email?.to).toBe(customer.email);
  expect(email?.content.paragraphs.join(" ")).toContain(
    "If this wasn't you, reset your password now",
  );
  expect(email?.content.link.path).toBe("/forgot-password");
});

test("secondFactorEmail: turned on or off → only the email of its present state", async () => {
  expect([await subject("second-factor-on"), await subject("second-factor-off")]).toEqual([
    null,
    "Two-factor authentication is off",
  ]);
  await change("totp_secret = 'any', totp_enabled_at = now()");
  expect([await subject("second-factor-on"), await subject("second-factor-off")]).toEqual([
    "Two-factor authentication is on",
    null,
  ]);
});

test("passwordChangedEmail, secondFactorEmail: the customer is disabled → no email", async () => {
  await change("disabled_at = now()");
  for (const kind of ["password-changed", "second-factor-off"] as const) {
    expect(await compose(kind)).toBeNull();
  }
});

test("composeEmail: unknown ids, every kind → no email", async () => {
  for (const { shape } of emailJob.options) {
    const keys = Object.entries(shape).filter(([key]) => key !== "kind");
    const ids = keys.map(([key, id]) => [key, id instanceof z.ZodNumber ? 0 : "none"]);
    const job = emailJob.parse({ kind: shape.kind.value, ...Object.fromEntries(ids) });
    expect(await composeEmail(database(), job)).toBeNull();
  }
});
