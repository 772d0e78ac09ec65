import { beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { newApp } from "@/testing/actors/app";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { newEndpoint } from "@/testing/webhooks/endpoints";

type App = Awaited<ReturnType<typeof newApp>>;
let mine: App;
let other: App;
beforeAll(async () => {
  mine = await newApp();
  other = await newApp();
});

const URL_ = "https://receiver.example/hook";
const create = (body: object, app = mine) => as(app).post("/v2/webhook-endpoints", body);

test("POST /v2/webhook-endpoints: created → only this response has the secret, and it is stored encrypted", async () => {
  const { status, body } = await create({ url: URL_, events: ["payment.succeeded"] });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.stringMatching(/^we_[0-9a-f]{32}$/),
    url: URL_,
    events: ["payment.succeeded"],
    description: null,
    enabled: true,
    disabled_at: null,
    disabled_reason: null,
    failing_since: null,
    previous_secret_expires_at: null,
    created_at: expect.any(String),
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
  });
  const { secret, ...withoutSecret } = body;
  expect((await as(mine).get(`/v2/webhook-endpoints/${body.id}`)).body).toEqual(withoutSecret);
  const { rows } = await sql("select row_to_json(e)::text as all from webhook_endpoints e");
  expect(rows.some((row) => row.all.includes(secret.slice(6, 30)))).toBe(false);
});

test.each([
  ["events", { events: ["payment.made"] }],
  ["events.1", { events: ["payment.failed", "nothing"] }],
  ["events", { events: [] }],
  ["events", {}],
  ["url", { url: "" }],
  ["url", { url: "receiver.example" }],
  ["url", { url: "ftp://receiver.example/" }],
  ["url", { url: "https://me:secret@receiver.example/" }],
  ["description", { description: "x".repeat(501) }],
  ["secret", { secret: "whsec_mine" }],
])("POST /v2/webhook-endpoints: invalid %s, %j → INVALID_REQUEST", async (path, change) => {
  const base = path.startsWith("events") ? { url: URL_ } : { url: URL_, events: ["*"] };
  const { status, body } = await create({ ...base, ...change });
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  expect(body.error.fields[0].path).toMatch(new RegExp(`^${path.split(".")[0]}`));
});

test.each([0, 22, 25, 465, 6379, 10080])(
  "POST and PATCH /v2/webhook-endpoints: port %s of another protocol → INVALID_REQUEST that names it",
  async (port) => {
    const url = `https://receiver.example:${port}/hook`;
    const { id } = await newEndpoint(mine, URL_);
    const created = await create({ url, events: ["*"] });
    const changed = await as(mine).patch(`/v2/webhook-endpoints/${id}`, { url });
    await as(mine).delete(`/v2/webhook-endpoints/${id}`);
    for (const { status, body } of [created, changed]) {
      expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
      expect(body.error.fields).toEqual([
        {
          path: "url",
          message: expect.stringContaining(`port ${port}, which is reserved for another`),
        },
      ]);
    }
  },
);

test.each([443, 80, 8443, 3000, 65_535])(
  "POST /v2/webhook-endpoints: port %s → created",
  async (port) => {
    const url = `https://receiver.example:${port}/hook`;
    const { status, body } = await create({ url, events: ["*"] });
    expect(status).toBe(201);
    await as(mine).delete(`/v2/webhook-endpoints/${body.id}`);
  },
);

describe("in production", () => {
  test.each([
    "http://receiver.example/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://017700000001/",
    "https://127.1/",
    "https://0/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://①②⑦.0.0.1/",
  ])(
    "POST and PATCH /v2/webhook-endpoints: %s → INVALID_REQUEST, and created in the embedded stack",
    async (url) => {
      const settings = env();
      settings.PROPDESK_MODE = "production";
      const rejected = await create({ url, events: ["*"] });
      const ok = await create({ url: URL_, events: ["*"] });
      const changed = await as(mine).patch(`/v2/webhook-endpoints/${ok.body.id}`, { url });
      settings.PROPDESK_MODE = "embedded";
      expect([rejected.status, rejected.body.error.code]).toEqual([400, "INVALID_REQUEST"]);
      expect(changed.status).toBe(400);
      const embedded = await create({ url, events: ["*"] });
      expect(embedded.status).toBe(201);
      for (const { body } of [ok, embedded])
        await as(mine).delete(`/v2/webhook-endpoints/${body.id}`);
    },
  );
});

test("PATCH /v2/webhook-endpoints/[id]: some fields, an event twice → only these changed, the event once", async () => {
  const { id, secret: _, ...before } = await newEndpoint(mine, URL_, ["payment.failed"]);
  const events = ["prop_account.active", "prop_account.active", "*"];
  const { body } = await as(mine).patch(`/v2/webhook-endpoints/${id}`, {
    events,
    description: "ours",
  });
  const expected = { ...before, id, events: ["prop_account.active", "*"], description: "ours" };
  expect(body).toEqual(expected);
  expect((await as(mine).patch(`/v2/webhook-endpoints/${id}`, {})).body).toEqual(expected);
  expect((await as(mine).patch(`/v2/webhook-endpoints/${id}`, { id: "we_1" })).status).toBe(400);
});

test("PATCH /v2/webhook-endpoints/[id]: enabled false, then true → disabled with a reason, then enabled", async () => {
  const { id } = await newEndpoint(mine, URL_);
  const delivery = (await as(mine).post(`/v2/webhook-endpoints/${id}/test`)).body.id;
  const off = await as(mine).patch(`/v2/webhook-endpoints/${id}`, { enabled: false });
  expect(off.body).toMatchObject({ enabled: false, disabled_reason: "Disabled by its app." });
  for (const rejected of [
    await as(mine).post(`/v2/webhook-endpoints/${id}/test`),
    await as(mine).post(`/v2/webhook-endpoints/${id}/deliveries/${delivery}/redeliver`),
  ]) {
    expect([rejected.status, rejected.body.error.code]).toEqual([409, "INVALID_STATE"]);
  }
  const on = await as(mine).patch(`/v2/webhook-endpoints/${id}`, { enabled: true });
  expect(on.body).toMatchObject({ enabled: true, disabled_at: null, disabled_reason: null });
});

test("/v2/webhook-endpoints/[id] and below: an endpoint of another app → NOT_FOUND for every method", async () => {
  const { id } = await newEndpoint(mine, URL_);
  const delivery = (await as(mine).post(`/v2/webhook-endpoints/${id}/test`)).body.id;
  for (const response of [
    await as(other).get(`/v2/webhook-endpoints/${id}`),
    await as(other).patch(`/v2/webhook-endpoints/${id}`, { url: "https://evil.example/" }),
    await as(other).post(`/v2/webhook-endpoints/${id}/rotate-secret`),
    await as(other).post(`/v2/webhook-endpoints/${id}/test`),
    await as(other).get(`/v2/webhook-endpoints/${id}/deliveries`),
    await as(other).post(`/v2/webhook-endpoints/${id}/deliveries/${delivery}/redeliver`),
    await as(other).delete(`/v2/webhook-endpoints/${id}`),
  ]) {
    expect([response.status, response.body.error.code]).toEqual([404, "NOT_FOUND"]);
  }
  const own = await newEndpoint(other, URL_);
  expect(
    (await as(other).post(`/v2/webhook-endpoints/${own.id}/deliveries/${delivery}/redeliver`))
      .status,
  ).toBe(404);
  expect((await as(mine).get(`/v2/webhook-endpoints/${id}`)).body.url).toBe(URL_);
});

test("GET /v2/webhook-endpoints: limit and cursor → the app's own endpoints, newest first, by pages", async () => {
  const app = await newApp();
  const created: string[] = [];
  for (let n = 0; n < 3; n++) created.unshift((await newEndpoint(app, URL_)).id);
  const first = await as(app).get("/v2/webhook-endpoints?limit=2");
  const link = first.headers.get("link") ?? "";
  expect(link).toMatch(/^<http:\/\/propdesk\.localhost\/v2\/webhook-endpoints\?limit=2&cursor=we_/);
  const next = new URL(link.slice(1, link.indexOf(">")));
  const second = await as(app).get(next.pathname + next.search);
  const ids = [...first.body, ...second.body].map(({ id }: { id: string }) => id);
  expect([ids, second.headers.get("link")]).toEqual([created, null]);
});

test("POST /v2/webhook-endpoints: the app has 16 endpoints → INVALID_STATE", async () => {
  const app = await newApp();
  for (let n = 0; n < 16; n++) await newEndpoint(app, URL_);
  const { status, body } = await create({ url: URL_, events: ["*"] }, app);
  expect([status, body.error.code]).toEqual([409, "INVALID_STATE"]);
});

test("POST /v2/webhook-endpoints: 40 at the same time → 16 created, the others INVALID_STATE", async () => {
  const app = await newApp();
  const responses = await Promise.all(
    Array.from({ length: 40 }, () => create({ url: URL_, events: ["*"] }, app)),
  );
  const created = responses.filter(({ status }) => status === 201);
  const rejected = responses.filter(({ status }) => status === 409);
  expect([created.length, rejected.length]).toEqual([16, 24]);
  const { rows } = await sql("select from webhook_endpoints where app_id = $1", [app.id]);
  expect(rows).toHaveLength(16);
});

test("DELETE /v2/webhook-endpoints/[id]: deliveries → deleted with them, then NOT_FOUND", async () => {
  const { id } = await newEndpoint(mine, URL_);
  await as(mine).post(`/v2/webhook-endpoints/${id}/test`);
  expect((await as(mine).delete(`/v2/webhook-endpoints/${id}`)).status).toBe(204);
  expect((await as(mine).get(`/v2/webhook-endpoints/${id}`)).status).toBe(404);
  expect((await as(mine).delete(`/v2/webhook-endpoints/${id}`)).status).toBe(404);
  const { rows } = await sql("select from webhook_deliveries where endpoint_id = $1", [id]);
  expect(rows).toEqual([]);
});
