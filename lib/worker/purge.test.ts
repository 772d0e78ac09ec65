import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { deleteSilentRunners } from "@/lib/queue/heartbeat";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { tasks } from "./tasks";

// What docs/data-retention.md promises of tables whose rows no other test sees deleted.

const run = (task: "purge-idempotency-keys" | "purge-sessions") =>
  tasks[task]({}, { job: { id: "1", attempts: 1 } } as never);
const column = async (text: string) => (await sql(text)).rows.map(({ it }) => it);

test("purge-idempotency-keys: older than 24 hours → deleted, newer ones stay", async () => {
  const { publicId } = await newCustomer();
  await sql(
    `insert into idempotency_keys (customer_id, route, key, request_hash, created_at)
     select id, 'POST /x', ago, 'hash', now() - ago::interval
     from customers, unnest(array['25 hours', '23 hours']) ago where public_id = $1`,
    [publicId],
  );
  await run("purge-idempotency-keys");
  expect(await column("select key as it from idempotency_keys")).toEqual(["23 hours"]);
});

test("purge-sessions: links in emails that expired more than 30 days ago → deleted, others stay", async () => {
  const { publicId } = await newCustomer();
  await sql("delete from mail_links");
  await sql(
    `insert into mail_links (id, customer_id, purpose, email, token_hash, expires_at)
     select ago, id, 'verify_email', email, ago, now() - ago::interval
     from customers, unnest(array['31 days', '29 days']) ago where public_id = $1`,
    [publicId],
  );
  await run("purge-sessions");
  expect(await column("select id as it from mail_links")).toEqual(["29 days"]);
});

test("deleteSilentRunners: no heartbeat for an hour → deleted, others stay", async () => {
  await sql("delete from job_runners");
  await sql(
    `insert into job_runners (id, worker_ids, seen_at)
     select ago, '[]', now() - ago::interval from unnest(array['61 minutes', '50 minutes']) ago`,
  );
  await deleteSilentRunners(database());
  expect(await column("select id as it from job_runners")).toEqual(["50 minutes"]);
});
