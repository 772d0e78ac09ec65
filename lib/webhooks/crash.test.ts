import { expect, test } from "vitest";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { killAfterEachResult } from "@/testing/faults/crash";
import { startReceiver, verified } from "@/testing/stand-ins/webhook-receiver";
import { deliveriesOf, emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";

test("deliverWebhook: the worker is killed after any response of the database → delivered at least once", async () => {
  const { publicId } = await newCustomer();
  const receiver = await startReceiver();
  let twice = 0;
  const runs = await killAfterEachResult({
    prepare: async () => {
      const app = await newApp();
      const { id, secret } = await newEndpoint(app, receiver.url);
      receiver.messages.length = 0;
      // Only one of two deliveries has a job left: the other's job found the endpoint claimed and ended.
      for (const name of ["first", "second"]) await emitPaymentEvent(publicId, app.id, name);
      const [second] = await deliveriesOf(app, id);
      const key = `deliver-webhook:${second?.id}:0`;
      await sql("delete from graphile_worker._private_jobs where key = $1", [key]);
      return { app, id, secret };
    },
    check: async ({ app, id, secret }, when) => {
      const deliveries = await deliveriesOf(app, id);
      const done = { status: "succeeded", attempts: 1 };
      expect(deliveries, when).toMatchObject([done, done]);
      const ids = receiver.messages.map(({ headers }) => headers["webhook-id"]);
      expect(new Set(ids), when).toEqual(new Set(deliveries.map(({ event_id }) => event_id)));
      expect(ids.length, when).toBeLessThanOrEqual(3);
      for (const message of receiver.messages) verified(secret, message);
      if (ids.length === 3) twice += 1;
    },
  });
  await receiver.stop();
  expect(runs).toBeGreaterThan(5);
  // Some workers were killed after the POST and before its result was recorded.
  expect(twice).toBeGreaterThan(0);
}, 240_000);
