import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/v2/webhook-endpoints/route";
import { env } from "@/lib/env";
import { call } from "@/testing/api";
import { newApp, sql } from "@/testing/callers";
import { endpoints, newEndpoint } from "@/testing/webhooks";

type App = Awaited<ReturnType<typeof newApp>>;
let mine: App;
let other: App;
beforeAll(async () => {
  mine = await newApp();
  other = await newApp();
});

const URL_ = "https://receiver.example/hook";
const create = (body: object, app = mine) => endpoints.create(app.headers, body);

test("creation is the one answer that has the secret, and the database has it encrypted", async () => {
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
  const { secret, ...shown } = body;
  expect((await endpoints.read(mine.headers, body.id)).body).toEqual(shown);
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
])("a wrong %s is INVALID_REQUEST: %j", async (path, change) => {
  const base = path.startsWith("events") ? { url: URL_ } : { url: URL_, events: ["*"] };
  const { status, body } = await create({ ...base, ...change });
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  expect(body.error.fields[0].path).toMatch(new RegExp(`^${path.split(".")[0]}`));
});

test.each([0, 22, 25, 465, 6379, 10080])(
  "POST and PATCH /v2/webhook-endpoints: port %s of another protocol → INVALID_REQUEST that names it",
  async (port) => {
    const url = `https://receiver.example:${port}/hook`;
    const { id } = await newEndpoint(mine.headers, URL_);
    const created = await create({ url, events: ["*"] });
    const changed = await endpoints.change(mine.headers, id, { url });
    await endpoints.remove(mine.headers, id);
    for (const { status, body } of [created, changed]) {
      expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
      expect(body.error.fields).toEqual([
        { path: "url", message: expect.stringContaining(`port ${port}, which belongs to another`) },
      ]);
    }
  },
);

test.each([443, 80, 8443, 3000, 65_535])(
  "POST /v2/webhook-endpoints: port %s → taken",
  async (port) => {
    const url = `https://receiver.example:${port}/hook`;
    const { status, body } = await create({ url, events: ["*"] });
    expect(status).toBe(201);
    await endpoints.remove(mine.headers, body.id);
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
  ])("%s is INVALID_REQUEST, and allowed in the embedded stack", async (url) => {
    const settings = env();
    settings.PROPDESK_MODE = "production";
    const refused = await create({ url, events: ["*"] });
    const ok = await create({ url: URL_, events: ["*"] });
    const changed = await endpoints.change(mine.headers, ok.body.id, { url });
    settings.PROPDESK_MODE = "embedded";
    expect([refused.status, refused.body.error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(changed.status).toBe(400);
    const taken = await create({ url, events: ["*"] });
    expect(taken.status).toBe(201);
    for (const { body } of [ok, taken]) await endpoints.remove(mine.headers, body.id);
  });
});

test("a change changes what it names, twice named events count once, and nothing else", async () => {
  const { id, secret: _, ...before } = await newEndpoint(mine.headers, URL_, ["payment.failed"]);
  const events = ["prop_account.active", "prop_account.active", "*"];
  const { body } = await endpoints.change(mine.headers, id, { events, description: "ours" });
  const expected = { ...before, id, events: ["prop_account.active", "*"], description: "ours" };
  expect(body).toEqual(expected);
  expect((await endpoints.change(mine.headers, id, {})).body).toEqual(expected);
  expect((await endpoints.change(mine.headers, id, { id: "we_1" })).status).toBe(400);
});

test("an endpoint is disabled by hand with a reason, and enabled again", async () => {
  const { id } = await newEndpoint(mine.headers, URL_);
  const delivery = (await endpoints.test(mine.headers, id)).body.id;
  const off = await endpoints.change(mine.headers, id, { enabled: false });
  expect(off.body).toMatchObject({ enabled: false, disabled_reason: "Disabled by its app." });
  for (const refused of [
    await endpoints.test(mine.headers, id),
    await endpoints.redeliver(mine.headers, id, delivery),
  ]) {
    expect([refused.status, refused.body.error.code]).toEqual([409, "INVALID_STATE"]);
  }
  const on = await endpoints.change(mine.headers, id, { enabled: true });
  expect(on.body).toMatchObject({ enabled: true, disabled_at: null, disabled_reason: null });
});

test("another app's endpoint doesn't exist, whatever is asked of it", async () => {
  const { id } = await newEndpoint(mine.headers, URL_);
  const delivery = (await endpoints.test(mine.headers, id)).body.id;
  const { headers } = other;
  for (const answer of [
    await endpoints.read(headers, id),
    await endpoints.change(headers, id, { url: "https://evil.example/" }),
    await endpoints.rotate(headers, id),
    await endpoints.test(headers, id),
    await endpoints.deliveries(headers, id),
    await endpoints.redeliver(headers, id, delivery),
    await endpoints.remove(headers, id),
  ]) {
    expect([answer.status, answer.body.error.code]).toEqual([404, "NOT_FOUND"]);
  }
  const own = await newEndpoint(headers, URL_);
  expect((await endpoints.redeliver(headers, own.id, delivery)).status).toBe(404);
  expect((await endpoints.read(mine.headers, id)).body.url).toBe(URL_);
});

test("the list has the app's own endpoints, newest first, by pages", async () => {
  const app = await newApp();
  const made: string[] = [];
  for (let n = 0; n < 3; n++) made.unshift((await newEndpoint(app.headers, URL_)).id);
  const path = "/api/v2/webhook-endpoints?limit=2";
  const first = await call(GET, { path, headers: app.headers });
  const link = first.headers.get("link") ?? "";
  expect(link).toMatch(/^<http:\/\/propdesk\.localhost\/v2\/webhook-endpoints\?limit=2&cursor=we_/);
  const next = new URL(link.slice(1, link.indexOf(">")));
  const second = await call(GET, { path: next.pathname + next.search, headers: app.headers });
  const ids = [...first.body, ...second.body].map(({ id }: { id: string }) => id);
  expect([ids, second.headers.get("link")]).toEqual([made, null]);
});

test("an app has at most 16 endpoints", async () => {
  const app = await newApp();
  for (let n = 0; n < 16; n++) await newEndpoint(app.headers, URL_);
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

test("a deleted endpoint is gone with its deliveries", async () => {
  const { id } = await newEndpoint(mine.headers, URL_);
  await endpoints.test(mine.headers, id);
  expect((await endpoints.remove(mine.headers, id)).status).toBe(204);
  expect((await endpoints.read(mine.headers, id)).status).toBe(404);
  expect((await endpoints.remove(mine.headers, id)).status).toBe(404);
  const { rows } = await sql("select from webhook_deliveries where endpoint_id = $1", [id]);
  expect(rows).toEqual([]);
});
