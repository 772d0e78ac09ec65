import { expect, test } from "vitest";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { killAfterEachAnswer } from "@/testing/crash";
import { deliveriesOf, newEndpoint, startReceiver, tellOf, verified } from "@/testing/webhooks";

test("a worker killed after any answer of the database, also between post and record, has delivered at least once", async () => {
  const { publicId } = await newCustomer();
  const receiver = await startReceiver();
  let twice = 0;
  const runs = await killAfterEachAnswer({
    prepare: async () => {
      const app = await newApp();
      const { id, secret } = await newEndpoint(app.headers, receiver.url);
      receiver.messages.length = 0;
      // Of two deliveries one has a job left: the other's came while this one sent, and left it to it.
      for (const name of ["first", "second"]) await tellOf(publicId, app.id, name);
      const [second] = await deliveriesOf(app.headers, id);
      const key = `deliver-webhook:${second?.id}:0`;
      await sql("delete from graphile_worker._private_jobs where key = $1", [key]);
      return { app, id, secret };
    },
    check: async ({ app, id, secret }, when) => {
      const deliveries = await deliveriesOf(app.headers, id);
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
  // Some were killed after the post and before it was written down.
  expect(twice).toBeGreaterThan(0);
}, 240_000);
