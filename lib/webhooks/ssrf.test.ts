import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { newApp } from "@/testing/actors/app";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { startReceiver } from "@/testing/stand-ins/webhook-receiver";
import {
  deliveriesOf,
  emitPaymentEvent,
  newEndpoint,
  skipRetryDelay,
} from "@/testing/webhooks/endpoints";
import { deliverWebhook } from "./deliver";

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
afterEach(() => {
  env().PROPDESK_MODE = "embedded";
  expect(receiver.messages).toEqual([]);
});

/** A resolver that returns the next of these results for each look-up, and records the host names. */
function resolver(...results: string[][]) {
  const lookups: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const addresses = results[Math.min(lookups.length, results.length - 1)] ?? [];
    lookups.push(hostname);
    const found: LookupAddress[] = addresses.map((address) => ({
      address,
      family: address.includes(":") ? 6 : 4,
    }));
    if (options.all) return callback(null, found);
    callback(null, found[0]?.address ?? "", found[0]?.family ?? 4);
  };
  return { lookup, lookups, timeoutMs: 1_000 };
}

/** Creates an endpoint of any URL with a pending delivery, and then switches to production. */
async function newPendingDelivery(url: string) {
  const endpoint = await newEndpoint(app, url);
  await emitPaymentEvent(customer, app.id);
  const { rows } = await sql("select id from webhook_deliveries where endpoint_id = $1", [
    endpoint.id,
  ]);
  env().PROPDESK_MODE = "production";
  return { id: endpoint.id, delivery: rows[0].id as string };
}
const ctx = () => systemContext(database(), "job_test");
const UNREACHABLE = "the host wasn't found, or its address isn't public";
/** Makes an attempt and returns its log: only that has the rejected address, the partner's error doesn't. */
async function attempt(delivery: string, network?: Parameters<typeof deliverWebhook>[2]) {
  const context = ctx();
  const logInfo = vi.spyOn(context.log, "info");
  await deliverWebhook(context, delivery, network);
  return logInfo.mock.calls.map(([entry]) => entry);
}
const logged = (address: string) => [
  expect.objectContaining({
    problem: UNREACHABLE,
    detail: `refused to connect to ${address}: it isn't a public address`,
  }),
];
const latest = async (id: string) => (await deliveriesOf(app, id))[0];

test("post: the host resolves to 127.0.0.1 on the second attempt → not connected, each attempt has one look-up", async () => {
  const { id, delivery } = await newPendingDelivery(`https://rebind.example:${receiver.port}/hook`);
  // A public address at which nothing responds: 192.31.196.0/24 is AS112's.
  const network = resolver(["192.31.196.254"], ["127.0.0.1"]);
  await deliverWebhook(ctx(), delivery, network);
  expect((await latest(id))?.error).not.toBe(UNREACHABLE);
  await skipRetryDelay(delivery);
  expect(await attempt(delivery, network)).toEqual(logged("127.0.0.1"));
  expect(await latest(id)).toMatchObject({
    status: "pending",
    attempts: 2,
    response_status: null,
    error: UNREACHABLE,
  });
  expect(network.lookups).toEqual(["rebind.example", "rebind.example"]);
});

test.each([
  [["127.0.0.1"], "127.0.0.1"],
  [["10.0.0.1"], "10.0.0.1"],
  [["169.254.169.254"], "169.254.169.254"],
  [["::1"], "::1"],
  [["fd00:ec2::254"], "fd00:ec2::254"],
  [["::ffff:127.0.0.1"], "::ffff:127.0.0.1"],
  [["64:ff9b::7f00:1"], "64:ff9b::7f00:1"],
  [["192.31.196.254", "127.0.0.1"], "127.0.0.1"],
  [["2606:4700::1", "::1"], "::1"],
])("post: the host resolves to %j → not connected", async (addresses, rejected) => {
  const { id, delivery } = await newPendingDelivery(`https://inside.example:${receiver.port}/hook`);
  expect(await attempt(delivery, resolver(addresses))).toEqual(logged(rejected));
  expect(await latest(id)).toMatchObject({ status: "pending", attempts: 1, error: UNREACHABLE });
});

test.each([
  ["https://127.0.0.1", "127.0.0.1"],
  ["https://2130706433", "127.0.0.1"],
  ["https://0x7f000001", "127.0.0.1"],
  ["https://017700000001", "127.0.0.1"],
  ["https://0", "0.0.0.0"],
  ["https://[::1]", "::1"],
  ["https://[::ffff:127.0.0.1]", "::ffff:7f00:1"],
  ["https://[64:ff9b::127.0.0.1]", "64:ff9b::7f00:1"],
])("post: %s, which needs no look-up → not connected", async (origin, address) => {
  const { id, delivery } = await newPendingDelivery(`${origin}:${receiver.port}/hook`);
  const network = resolver(["8.8.8.8"]);
  expect(await attempt(delivery, network)).toEqual(logged(address));
  expect(await latest(id)).toMatchObject({ status: "pending", error: UNREACHABLE });
  expect(network.lookups).toEqual([]);
});

test("post: localhost, with the system's resolver → not connected, the same error as for an unknown host", async () => {
  const inside = await newPendingDelivery(`https://localhost:${receiver.port}/hook`);
  const [entry] = await attempt(inside.delivery);
  expect(entry).toMatchObject({
    detail: expect.stringMatching(/^refused to connect to (127\.0\.0\.1|::1):/),
  });
  expect((await latest(inside.id))?.error).toBe(UNREACHABLE);
  env().PROPDESK_MODE = "embedded";
  const nowhere = await newPendingDelivery(`https://nowhere.invalid:${receiver.port}/hook`);
  const [other] = await attempt(nowhere.delivery);
  expect(other).toMatchObject({ detail: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
  expect((await latest(nowhere.id))?.error).toBe(UNREACHABLE);
  // An unreachable resolver takes a while to time out.
}, 60_000);

test("post: the endpoint was created with a port of another protocol → not connected", async () => {
  const endpoint = await newEndpoint(app, "https://mail.example/hook");
  await sql("update webhook_endpoints set url = 'https://mail.example:25/hook' where id = $1", [
    endpoint.id,
  ]);
  await emitPaymentEvent(customer, app.id);
  const { rows } = await sql("select id from webhook_deliveries where endpoint_id = $1", [
    endpoint.id,
  ]);
  const network = resolver(["192.31.196.254"]);
  await deliverWebhook(ctx(), rows[0].id, network);
  expect((await latest(endpoint.id))?.error).toBe(
    "refused to connect to port 25: it's reserved for another protocol",
  );
  expect(network.lookups).toEqual([]);
});

test("post: an http endpoint from development, in production → not connected", async () => {
  const { id, delivery } = await newPendingDelivery(
    `http://receiver.example:${receiver.port}/hook`,
  );
  const network = resolver(["8.8.8.8"]);
  await deliverWebhook(ctx(), delivery, network);
  expect((await latest(id))?.error).toBe("only https is allowed");
  expect(network.lookups).toEqual([]);
});
