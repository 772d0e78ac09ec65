import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";
import { purgeWebhooks } from "./purge";

let customer: string;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
});

test("purgeWebhooks: deliveries that ended a month ago → deleted with their events; pending and newer ones stay", async () => {
  const app = await newApp();
  const { id } = await newEndpoint(app, "https://receiver.example/");
  for (const name of ["old", "old and redelivered", "old and waiting", "new"]) {
    await emitPaymentEvent(customer, app.id, name);
  }
  const { rows } = await sql(
    "select d.id, e.payload from webhook_deliveries d join webhook_events e on e.id = d.event_id order by d.id",
  );
  const idOf = (name: string) => rows.find(({ payload }) => payload.includes(`"${name}"`)).id;
  await as(app).post(
    `/v2/webhook-endpoints/${id}/deliveries/${idOf("old and redelivered")}/redeliver`,
  );
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
