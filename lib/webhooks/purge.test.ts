import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { endpoints, newEndpoint, tellOf } from "@/testing/webhooks";
import { purgeWebhooks } from "./purge";

let customer: string;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
});

test("deliveries that ended a month ago are forgotten with their events; what waits, and what is newer, isn't", async () => {
  const app = await newApp();
  const { id } = await newEndpoint(app.headers, "https://receiver.example/");
  for (const name of ["old", "old and redelivered", "old and waiting", "new"]) {
    await tellOf(customer, app.id, name);
  }
  const { rows } = await sql(
    "select d.id, e.payload from webhook_deliveries d join webhook_events e on e.id = d.event_id order by d.id",
  );
  const idOf = (name: string) => rows.find(({ payload }) => payload.includes(`"${name}"`)).id;
  await endpoints.redeliver(app.headers, id, idOf("old and redelivered"));
  const ended = ["old", "old and redelivered", "new"].map(idOf);
  await sql(
    "update webhook_deliveries set status = 'failed', next_attempt_at = null where id = any($1)",
    [ended],
  );
  const age = "now() - interval '31 days'";
  const old = [idOf("old"), idOf("old and redelivered"), idOf("old and waiting")];
  await sql(`update webhook_deliveries set created_at = ${age} where id = any($1)`, [old]);
  await sql(`update webhook_events set created_at = ${age}`);
  await purgeWebhooks(systemContext(database(), "job_test"));
  const left = await sql(
    "select e.payload::json -> 'data' ->> 'payment_id' as name, count(d.id)::int as deliveries from webhook_events e left join webhook_deliveries d on d.event_id = e.id group by 1 order by 1",
  );
  expect(left.rows).toEqual([
    { name: "new", deliveries: 1 },
    { name: "old and redelivered", deliveries: 1 },
    { name: "old and waiting", deliveries: 1 },
  ]);
});
