import { afterEach, beforeEach, expect, test } from "vitest";
import { newCustomer } from "@/testing/actors/customer";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { headerNames, headerOf, mailServer, partsOf } from "@/testing/stand-ins/mail-server";
import { payForAccount } from "@/testing/stripe/payments";

const server = await mailServer();

beforeEach(runAllJobs);
afterEach(() => {
  server.received.length = 0;
});

test("sendEmail: a name with markup and line breaks → not in the email, and no header added", async () => {
  const customer = await newCustomer();
  const { publicId, email } = customer;
  const name = 'Eve <img src=x onerror="alert(1)"> & Co\r\nBcc: other@propdesk.test';
  await sql("update customers set name = $2 where public_id = $1", [publicId, name]);
  await sql("update tiers set name = $1 where id = 'tier_25k'", [
    "25K\r\nBcc: other@propdesk.test",
  ]);
  await payForAccount(customer);
  await runAllJobs();
  await sql("update tiers set name = '25K' where id = 'tier_25k'");
  expect(server.received).toHaveLength(2);
  for (const { raw, to } of server.received) {
    expect(to).toEqual([email]);
    expect(headerNames(raw)).not.toContain("bcc");
    const { html, text } = partsOf(raw);
    expect(html).not.toContain("<img");
    expect(html).toContain("<p>Hello,</p>");
    expect(text).toMatch(/^Hello,$/m);
    expect(text).not.toMatch(/^Bcc:/m);
  }
});

test("sendEmail: a program's name with line breaks in the subject → no header added", async () => {
  const trader = await newTrader(49_900n);
  await sql(
    "update programs set display_name = E'Two\\r\\nBcc: other@propdesk.test\\r\\n\\r\\nlines' where id = 1",
  );
  await buyFromWallet(trader);
  await runAllJobs();
  const raw = server.received[0]?.raw ?? "";
  expect(server.received[0]?.to).toEqual([trader.email]);
  expect(headerNames(raw)).not.toContain("bcc");
  expect(headerOf(raw, "Subject")).toBe(
    "Your Two Bcc: other@propdesk.test lines challenge has started",
  );
});

test("sendEmail: an address that looks like two → sent to neither", async () => {
  const customer = await newCustomer();
  const { publicId } = customer;
  await sql("update customers set email = $2 where public_id = $1", [
    publicId,
    "one@propdesk.test, two@propdesk.test",
  ]);
  await payForAccount(customer);
  await runAllJobs();
  const recipients = server.received.flatMap(({ to }) => to);
  expect(recipients).not.toContain("two@propdesk.test");
  expect(recipients).not.toContain("one@propdesk.test");
  await sql("delete from graphile_worker._private_jobs where attempts = 1");
});
