import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startReceiver, verified } from "@/testing/stand-ins/webhook-receiver";
import { deliveriesOf, emitPaymentEvent, newEndpoint } from "@/testing/webhooks/endpoints";
import { purgeWebhooks } from "./purge";

let app: Awaited<ReturnType<typeof newApp>>;
let customer: string;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  customer = (await newCustomer()).publicId;
  receiver = await startReceiver();
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  app = await newApp();
});

/** Emits and delivers an event. Returns the message that the receiver got. */
async function nextMessage() {
  receiver.messages.length = 0;
  await emitPaymentEvent(customer, app.id);
  await runAllJobs();
  const [message] = receiver.messages;
  if (!message) throw new Error("no message");
  return message;
}
const rotate = async (id: string): Promise<string> =>
  (await as(app).post(`/v2/webhook-endpoints/${id}/rotate-secret`)).body.secret;
const passHours = (id: string, hours: number) =>
  sql(
    "update webhook_endpoints set previous_secret_until = previous_secret_until - make_interval(hours => $2) where id = $1",
    [id, hours],
  );

test("signedHeaders: the previous secret can't be decrypted → signed with the new one alone", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  const fresh = await rotate(id);
  await sql("update webhook_endpoints set previous_secret = 'of another key' where id = $1", [id]);
  const message = await nextMessage();
  expect(String(message.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  expect(verified(fresh, message).type).toBe("payment.succeeded");
});

test("POST /v2/webhook-endpoints/[id]/rotate-secret: a rotation → both secrets sign for 24 hours, then the new one alone", async () => {
  const { id, secret: old } = await newEndpoint(app, receiver.url);
  const { status, body } = await as(app).post(`/v2/webhook-endpoints/${id}/rotate-secret`);
  const fresh = body.secret;
  expect([status, fresh === old]).toEqual([200, false]);
  const until = Date.parse(body.previous_secret_expires_at);
  expect((until - Date.now()) / 3_600_000).toBeCloseTo(24, 1);

  const during = await nextMessage();
  expect(String(during.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  for (const secret of [old, fresh])
    expect(verified(secret, during).type).toBe("payment.succeeded");

  await passHours(id, 23);
  verified(old, await nextMessage());
  await passHours(id, 1);
  const after = await nextMessage();
  expect(String(after.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  verified(fresh, after);
  expect(() => verified(old, after)).toThrow("No matching signature");
  const { body: endpoint } = await as(app).get(`/v2/webhook-endpoints/${id}`);
  expect([endpoint.previous_secret_expires_at, endpoint.secret]).toEqual([null, undefined]);
});

test("POST /v2/webhook-endpoints/[id]/rotate-secret: twice within a day → the last two secrets sign", async () => {
  const { id, secret: first } = await newEndpoint(app, receiver.url);
  const [second, third] = [await rotate(id), await rotate(id)];
  const message = await nextMessage();
  for (const secret of [second, third]) verified(secret, message);
  expect(() => verified(first, message)).toThrow("No matching signature");
});

test("purgeWebhooks: an expired previous secret → deleted; a valid one stays", async () => {
  const expired = await newEndpoint(app, receiver.url);
  const valid = await newEndpoint(app, receiver.url);
  for (const { id } of [expired, valid]) await rotate(id);
  await passHours(expired.id, 25);
  await purgeWebhooks(systemContext(database(), "job_test"));
  const { rows } = await sql(
    "select id, previous_secret is null as deleted from webhook_endpoints where id = any($1) order by id",
    [[expired.id, valid.id]],
  );
  expect(rows).toEqual([
    { id: expired.id, deleted: true },
    { id: valid.id, deleted: false },
  ]);
});

test("deliverWebhook: the encryption key of the secret is missing → nothing sent, the error in the delivery", async () => {
  const { id } = await newEndpoint(app, receiver.url);
  const settings = env();
  const originalKeys = settings.ENCRYPTION_KEYS;
  settings.ENCRYPTION_KEYS = [Buffer.alloc(32, 9).toString("base64")];
  try {
    await expect(nextMessage()).rejects.toThrow("no message");
  } finally {
    settings.ENCRYPTION_KEYS = originalKeys;
  }
  const [delivery] = await deliveriesOf(app, id);
  expect(delivery).toMatchObject({ status: "pending", attempts: 1 });
  expect(delivery?.error).toMatch(/^the secret can't be read: no encryption key [0-9a-f]{8} in/);
});
