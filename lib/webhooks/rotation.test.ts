import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { workOff } from "@/testing/stripe";
import {
  deliveriesOf,
  endpoints,
  newEndpoint,
  startReceiver,
  tellOf,
  verified,
} from "@/testing/webhooks";
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

/** The next message that comes. */
async function next() {
  receiver.messages.length = 0;
  await tellOf(customer, app.id);
  await workOff();
  const [message] = receiver.messages;
  if (!message) throw new Error("nothing came");
  return message;
}
const rotate = async (id: string): Promise<string> =>
  (await endpoints.rotate(app.headers, id)).body.secret;
const later = (id: string, hours: number) =>
  sql(
    "update webhook_endpoints set previous_secret_until = previous_secret_until - make_interval(hours => $2) where id = $1",
    [id, hours],
  );

test("a secret of before a rotation that can't be read any more doesn't hold up the new one", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  const fresh = await rotate(id);
  await sql("update webhook_endpoints set previous_secret = 'of another key' where id = $1", [id]);
  const message = await next();
  expect(String(message.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  expect(verified(fresh, message).type).toBe("payment.succeeded");
});

test("after a rotation both secrets sign for 24 hours, then the new one alone", async () => {
  const { id, secret: old } = await newEndpoint(app.headers, receiver.url);
  const { status, body } = await endpoints.rotate(app.headers, id);
  const fresh = body.secret;
  expect([status, fresh === old]).toEqual([200, false]);
  const until = Date.parse(body.previous_secret_expires_at);
  expect((until - Date.now()) / 3_600_000).toBeCloseTo(24, 1);

  const during = await next();
  expect(String(during.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  for (const secret of [old, fresh])
    expect(verified(secret, during).type).toBe("payment.succeeded");

  await later(id, 23);
  verified(old, await next());
  await later(id, 1);
  const after = await next();
  expect(String(after.headers["webhook-signature"]).split(" ")).toHaveLength(1);
  verified(fresh, after);
  expect(() => verified(old, after)).toThrow("No matching signature");
  const { body: shown } = await endpoints.read(app.headers, id);
  expect([shown.previous_secret_expires_at, shown.secret]).toEqual([null, undefined]);
});

test("of two rotations within a day the last two secrets sign", async () => {
  const { id, secret: first } = await newEndpoint(app.headers, receiver.url);
  const [second, third] = [await rotate(id), await rotate(id)];
  const message = await next();
  for (const secret of [second, third]) verified(secret, message);
  expect(() => verified(first, message)).toThrow("No matching signature");
});

test("a secret that signs no longer is forgotten by the daily purge, one that does isn't", async () => {
  const gone = await newEndpoint(app.headers, receiver.url);
  const kept = await newEndpoint(app.headers, receiver.url);
  for (const { id } of [gone, kept]) await rotate(id);
  await later(gone.id, 25);
  await purgeWebhooks(systemContext(database(), "job_test"));
  const { rows } = await sql(
    "select id, previous_secret is null as gone from webhook_endpoints where id = any($1) order by id",
    [[gone.id, kept.id]],
  );
  expect(rows).toEqual([
    { id: gone.id, gone: true },
    { id: kept.id, gone: false },
  ]);
});

test("a secret whose encryption key is gone is said in the deliveries, and sends nothing", async () => {
  const { id } = await newEndpoint(app.headers, receiver.url);
  const settings = env();
  const usual = settings.ENCRYPTION_KEYS;
  settings.ENCRYPTION_KEYS = [Buffer.alloc(32, 9).toString("base64")];
  try {
    await expect(next()).rejects.toThrow("nothing came");
  } finally {
    settings.ENCRYPTION_KEYS = usual;
  }
  const [delivery] = await deliveriesOf(app.headers, id);
  expect(delivery).toMatchObject({ status: "pending", attempts: 1 });
  expect(delivery?.error).toMatch(/^the secret can't be read: no encryption key [0-9a-f]{8} in/);
});
