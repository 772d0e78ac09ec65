import { lookup } from "node:dns";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { newCustomer } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { workOff } from "@/testing/stripe";
import { deliveriesOf, newEndpoint, startReceiver, tellOf } from "@/testing/webhooks";
import { deliverWebhook } from "./deliver";
import { TIMEOUT_MS } from "./post";

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
  receiver.messages.length = 0;
});

/** What an endpoint's list says of an event after the receiver answered like this. */
async function outcome(answer: typeof receiver.answer, url = receiver.url) {
  receiver.answer = answer;
  const { id } = await newEndpoint(app.headers, url);
  await tellOf(customer, app.id);
  await workOff();
  const [delivery, ...more] = await deliveriesOf(app.headers, id);
  expect(more).toEqual([]);
  return delivery;
}
const waiting = { status: "pending", attempts: 1, next_attempt_at: expect.any(String) };

test.each([400, 404, 429, 500, 503])("an answer of %i is a failure", async (status) => {
  const seen = await outcome((response) => void response.writeHead(status).end("no"));
  expect(seen).toMatchObject({
    ...waiting,
    response_status: status,
    response_body: "no",
    error: `answered ${status}`,
  });
});

test.each([301, 302, 303, 307, 308])("a redirect, %i, is not followed", async (status) => {
  const other = await startReceiver();
  const seen = await outcome(
    (response) => void response.writeHead(status, { location: other.url }).end(),
  );
  await other.stop();
  expect(seen).toMatchObject({
    ...waiting,
    response_status: status,
    error: `answered ${status}: redirects are not followed`,
  });
  expect(other.messages).toEqual([]);
});

test("a connection that is closed without an answer is a failure", async () => {
  const seen = await outcome((response) => response.destroy());
  const error = "the receiver closed the connection";
  expect(seen).toMatchObject({ ...waiting, response_status: null, error });
});

test("so is one that is closed in the middle of the answer", async () => {
  const seen = await outcome((response) => {
    response.writeHead(200, { "content-length": "100" }).write("half");
    setTimeout(() => response.destroy(), 50);
  });
  const error = "the receiver closed the connection";
  expect(seen).toMatchObject({ ...waiting, response_status: 200, error });
});

test("a port that nobody listens on is a failure", async () => {
  const gone = await startReceiver();
  await gone.stop();
  const seen = await outcome(() => {}, gone.url);
  expect(seen).toMatchObject({ ...waiting, error: expect.stringContaining("ECONNREFUSED") });
});

test("a name that doesn't exist is a failure", async () => {
  const seen = await outcome(() => {}, "http://nowhere.invalid/");
  const error = "the host was not found, or its address is not one of the public internet";
  expect(seen).toMatchObject({ ...waiting, error });
  // A resolver that can't be reached is given up on after a while.
}, 60_000);

test("of 100 MiB at most 64 KiB are read, and a thousand characters kept: delivered all the same", async () => {
  const piece = "é".repeat(32 * 1024);
  let sent = 0;
  let whole = false;
  const seen = await outcome((response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    const more = () => {
      if (response.destroyed) return;
      // More than the buffers of two sockets hold: the sender notices that nobody reads on.
      if (sent >= 100 * 1024 * 1024) {
        whole = true;
        response.end();
        return;
      }
      sent += Buffer.byteLength(piece);
      if (response.write(piece)) setImmediate(more);
      else response.once("drain", more);
    };
    more();
  });
  expect(seen).toMatchObject({ status: "succeeded", response_status: 200, error: null });
  expect(seen?.response_body).toBe("é".repeat(1_000));
  expect(whole).toBe(false);
});

test("bytes that are no text, and U+0000, don't keep the outcome from being stored", async () => {
  const seen = await outcome((response) => {
    response.writeHead(200).end(Buffer.from([0x61, 0x00, 0xff, 0x62]));
  });
  expect(seen).toMatchObject({ status: "succeeded", response_body: "a\ufffd\ufffdb" });
});

const hangs: [string, typeof receiver.answer, number | null][] = [
  ["never answers", () => {}, null],
  ["never ends its answer", (response) => void response.writeHead(200).write("…"), 200],
  [
    "answers a byte at a time",
    (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 20);
      response.once("close", () => clearInterval(timer));
    },
    200,
  ],
];
test.each(hangs)("a receiver that %s is given up", async (_, answer, status) => {
  receiver.answer = answer;
  const { id } = await newEndpoint(app.headers, receiver.url);
  await tellOf(customer, app.id);
  const { rows } = await sql("select id from webhook_deliveries where endpoint_id = $1", [id]);
  await deliverWebhook(systemContext(database(), "job_test"), rows[0].id, {
    lookup,
    timeoutMs: 300,
  });
  const [seen] = await deliveriesOf(app.headers, id);
  expect(seen).toMatchObject({
    ...waiting,
    response_status: status,
    error: "no answer within 0.3 s",
  });
  expect(seen?.duration_ms).toBeLessThan(2_000);
});

test("an attempt has 15 seconds", () => {
  expect(TIMEOUT_MS).toBe(15_000);
});
