import type { LookupAddress } from "node:dns";
import type { LookupFunction } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { deliveriesOf, newEndpoint, skipWait, startReceiver, tellOf } from "@/testing/webhooks";
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

/** A resolver that gives the next of these answers each time it is asked, and counts. */
function resolver(...answers: string[][]) {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    const found: LookupAddress[] = addresses.map((address) => ({
      address,
      family: address.includes(":") ? 6 : 4,
    }));
    if (options.all) return callback(null, found);
    callback(null, found[0]?.address ?? "", found[0]?.family ?? 4);
  };
  return { lookup, asked, timeoutMs: 1_000 };
}

/** An endpoint, whatever its address, with a delivery that is due; in production from here on. */
async function due(url: string) {
  const endpoint = await newEndpoint(app.headers, url);
  await tellOf(customer, app.id);
  const { rows } = await sql("select id from webhook_deliveries where endpoint_id = $1", [
    endpoint.id,
  ]);
  env().PROPDESK_MODE = "production";
  return { id: endpoint.id, delivery: rows[0].id as string };
}
const ctx = () => systemContext(database(), "job_test");
const UNREACHABLE = "the host was not found, or its address is not one of the public internet";
/** Makes an attempt. Its log says which address was refused, and what is shown to partners doesn't. */
async function attempt(delivery: string, network?: Parameters<typeof deliverWebhook>[2]) {
  const context = ctx();
  const written = vi.spyOn(context.log, "info");
  await deliverWebhook(context, delivery, network);
  return written.mock.calls.map(([entry]) => entry);
}
const logged = (address: string) => [
  expect.objectContaining({
    problem: UNREACHABLE,
    detail: `refused to connect to ${address}: it is not an address of the public internet`,
  }),
];
const latest = async (id: string) => (await deliveriesOf(app.headers, id))[0];

test("a name that resolves to 127.0.0.1 on the second look-up gets nothing: each attempt has one", async () => {
  const { id, delivery } = await due(`https://rebind.example:${receiver.port}/hook`);
  // An address that the internet gives out and nobody answers at: 192.31.196.0/24 is AS112's.
  const network = resolver(["192.31.196.254"], ["127.0.0.1"]);
  await deliverWebhook(ctx(), delivery, network);
  expect((await latest(id))?.error).not.toBe(UNREACHABLE);
  await skipWait(delivery);
  expect(await attempt(delivery, network)).toEqual(logged("127.0.0.1"));
  expect(await latest(id)).toMatchObject({
    status: "pending",
    attempts: 2,
    response_status: null,
    error: UNREACHABLE,
  });
  expect(network.asked).toEqual(["rebind.example", "rebind.example"]);
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
])("a name that resolves to %j is refused when it is connected to", async (addresses, bad) => {
  const { id, delivery } = await due(`https://inside.example:${receiver.port}/hook`);
  expect(await attempt(delivery, resolver(addresses))).toEqual(logged(bad));
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
])("%s, which needs no look-up, is refused as well", async (origin, address) => {
  const { id, delivery } = await due(`${origin}:${receiver.port}/hook`);
  const network = resolver(["8.8.8.8"]);
  expect(await attempt(delivery, network)).toEqual(logged(address));
  expect(await latest(id)).toMatchObject({ status: "pending", error: UNREACHABLE });
  expect(network.asked).toEqual([]);
});

test("a name of this machine is refused by the system's own resolver, and looks as one that doesn't exist", async () => {
  const inside = await due(`https://localhost:${receiver.port}/hook`);
  const [entry] = await attempt(inside.delivery);
  expect(entry).toMatchObject({
    detail: expect.stringMatching(/^refused to connect to (127\.0\.0\.1|::1):/),
  });
  expect((await latest(inside.id))?.error).toBe(UNREACHABLE);
  env().PROPDESK_MODE = "embedded";
  const nowhere = await due(`https://nowhere.invalid:${receiver.port}/hook`);
  const [other] = await attempt(nowhere.delivery);
  expect(other).toMatchObject({ detail: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) });
  expect((await latest(nowhere.id))?.error).toBe(UNREACHABLE);
  // A resolver that can't be reached is given up on after a while.
}, 60_000);

test("post: an endpoint that has a port of another protocol already → nothing is connected to", async () => {
  const endpoint = await newEndpoint(app.headers, "https://mail.example/hook");
  await sql("update webhook_endpoints set url = 'https://mail.example:25/hook' where id = $1", [
    endpoint.id,
  ]);
  await tellOf(customer, app.id);
  const { rows } = await sql("select id from webhook_deliveries where endpoint_id = $1", [
    endpoint.id,
  ]);
  const network = resolver(["192.31.196.254"]);
  await deliverWebhook(ctx(), rows[0].id, network);
  expect((await latest(endpoint.id))?.error).toBe(
    "refused to connect to port 25: it belongs to another protocol",
  );
  expect(network.asked).toEqual([]);
});

test("an endpoint that was made for http in development gets nothing in production", async () => {
  const { id, delivery } = await due(`http://receiver.example:${receiver.port}/hook`);
  const network = resolver(["8.8.8.8"]);
  await deliverWebhook(ctx(), delivery, network);
  expect((await latest(id))?.error).toBe("only https is allowed");
  expect(network.asked).toEqual([]);
});
