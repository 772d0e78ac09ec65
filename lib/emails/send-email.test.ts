import { afterEach, beforeEach, expect, test } from "vitest";
import { readableEmail } from "@/lib/core/readable-email";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { headerNames, mailServer, subjectsOf } from "@/testing/stand-ins/mail-server";
import { payForAccount } from "@/testing/stripe/payments";

const server = await mailServer();

beforeEach(runAllJobs);
afterEach(() => {
  server.received.length = 0;
  server.rejections.clear();
});
const subjects = () => subjectsOf(server.received);
const emailJobs = async () =>
  (
    await sql(
      "select attempts, last_error from graphile_worker.jobs where task_identifier = 'send-mail'",
    )
  ).rows;

test("sendEmail: the mail server is unreachable, then back → the job is retried, and each email sent once", async () => {
  const customer = await newCustomer();
  await server.stop();
  await payForAccount(customer);
  await runAllJobs();
  expect(server.received).toHaveLength(0);
  const pending = await emailJobs();
  expect(pending.length).toBeGreaterThan(0);
  for (const { attempts, last_error } of pending) {
    expect([attempts, last_error]).toEqual([
      1,
      "the mail server did not accept the email: ESOCKET CONN",
    ]);
  }
  await server.restart();
  await sql("update graphile_worker._private_jobs set run_at = now() where attempts = 1");
  await runAllJobs();
  expect(subjects()).toEqual(["Receipt for $199.00", "Your $25,000 account is ready"]);
  expect(await emailJobs()).toEqual([]);
});

test.each(["550 no such user", "553 not allowed"])(
  "sendEmail: the address is rejected with %s → given up after the first attempt",
  async (rejection) => {
    const customer = await newCustomer();
    const { email } = customer;
    server.rejections.set(email, `${rejection} ${email}`);
    await payForAccount(customer);
    await runAllJobs();
    expect([server.received.length, await emailJobs()]).toEqual([0, []]);
  },
);

test("sendEmail: the address is rejected with 451 → the job is retried, and its error doesn't contain the address", async () => {
  const customer = await newCustomer();
  const { email } = customer;
  server.rejections.set(email, `451 try later ${email}`);
  await payForAccount(customer);
  await runAllJobs();
  const pending = await emailJobs();
  expect(pending.length).toBeGreaterThan(0);
  expect(JSON.stringify(pending)).not.toContain(email);
  expect(pending[0].last_error).toContain("451 RCPT TO");
  await sql("delete from graphile_worker._private_jobs where attempts = 1");
  // The email that waits for the deleted one.
  await sql("delete from mail_outbox");
});

test("sendOverSmtp: unusual addresses → each is sent to its own mailbox, and no header is added", async () => {
  const addresses = [
    "sales&ops@example.com",
    "x~a!#$*?^`|%{b}='/@example.com",
    "=?utf-8?q?x?=@example.com",
    "x@xn--h1alffa9f.xn--p1ai",
  ];
  const { sendOverSmtp } = await import("./smtp");
  for (const to of addresses) {
    const mail = {
      kind: "verify-email",
      to,
      subject: "Hello",
      text: "Hello",
      html: "Hello",
    } as const;
    expect([to, await sendOverSmtp(`test.${crypto.randomUUID()}`, mail)]).toEqual([to, "sent"]);
    const { to: recipients, raw } = server.received.at(-1) ?? { to: [], raw: "" };
    // The server decodes a domain in its own script.
    expect(recipients).toEqual([readableEmail(to)]);
    expect(headerNames(raw)).not.toContain("bcc");
  }
});
