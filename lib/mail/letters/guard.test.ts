import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { sql } from "@/testing/callers";
import { type MailJob, mailJob } from "../schemas";
import { writeLetter } from ".";

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeEach(async () => {
  me = await newCustomer();
});

type Kind = "password-changed" | "second-factor-on" | "second-factor-off";
const write = (kind: Kind) => {
  const job: MailJob = { kind, user_id: me.publicId };
  return writeLetter(database(), job);
};
const subject = async (kind: Kind) => (await write(kind))?.letter.subject ?? null;
const change = (values: string) =>
  sql(`update customers set ${values} where public_id = $1`, [me.publicId]);

test("whoever's password was changed hears of it, and what to do if it wasn't them", async () => {
  const written = await write("password-changed");
  expect(written?.to).toBe(me.email);
  expect(written?.letter.paragraphs.join(" ")).toContain("If it wasn't you");
  expect(written?.letter.link.path).toBe("/forgot-password");
});

test("a second factor that was turned on or off is told of, unless it is the other way by now", async () => {
  expect([await subject("second-factor-on"), await subject("second-factor-off")]).toEqual([
    null,
    "Two-factor sign-in is off",
  ]);
  await change("totp_secret = 'any', totp_enabled_at = now()");
  expect([await subject("second-factor-on"), await subject("second-factor-off")]).toEqual([
    "Two-factor sign-in is on",
    null,
  ]);
});

test("nobody who was disabled gets any of them", async () => {
  await change("disabled_at = now()");
  for (const kind of ["password-changed", "second-factor-off"] as const) {
    expect(await write(kind)).toBeNull();
  }
});

test("writeLetter: of what isn't there → no email, of any kind", async () => {
  for (const { shape } of mailJob.options) {
    const about = Object.entries(shape).filter(([key]) => key !== "kind");
    const ids = about.map(([key, id]) => [key, id instanceof z.ZodNumber ? 0 : "none"]);
    const job = mailJob.parse({ kind: shape.kind.value, ...Object.fromEntries(ids) });
    expect(await writeLetter(database(), job)).toBeNull();
  }
});
