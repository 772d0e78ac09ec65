import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { log } from "@/lib/core/log";
import { metrics } from "@/lib/core/metrics";
import { callHandler } from "@/testing/http/call-handler";
import { handlerFor } from "@/testing/http/test-operation";

const echo = handlerFor({
  body: z.strictObject({ text: z.string().optional(), count: z.number().int().optional() }),
  run: (_, { body }) => body,
});
const JSON_TYPE = { "content-type": "application/json" };

const send = async (raw: string, headers: Record<string, string> = JSON_TYPE) => {
  const { status, body } = await callHandler(echo, { method: "POST", raw, headers });
  return { status, code: body.error?.code, fields: body.error?.fields, body };
};
describe("readJson: the media type", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON;charset=UTF-8",
  ])("%s → read", async (type) => {
    expect((await send("{}", { "content-type": type })).status).toBe(200);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/jsonp",
    "text/json, application/json",
    "",
  ])("%j → UNSUPPORTED_MEDIA_TYPE", async (type) => {
    const { status, code } = await send("{}", { "content-type": type });
    expect([status, code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  test("none → UNSUPPORTED_MEDIA_TYPE", async () => {
    const body = new TextEncoder().encode("{}");
    const request = new Request("http://propdesk.localhost/", { method: "POST", body });
    expect(request.headers.has("content-type")).toBe(false);
    expect((await echo(request, { params: Promise.resolve({}) })).status).toBe(415);
  });
});

// RFC 8259, section 8.1, lets a parser ignore it, and what .NET's encoders write has one.
test("readJson: a byte order mark → ignored", async () => {
  expect(await send('\ufeff{"text":"a"}')).toMatchObject({ status: 200, body: { text: "a" } });
});

test("readText: the sender breaks off → INVALID_REQUEST, logged as 499, no database error in the log", async () => {
  const warned = vi.spyOn(log(), "warn");
  const reset = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"text":'));
    },
    pull(controller) {
      controller.error(reset);
    },
  });
  const counted = vi.spyOn(metrics().requests, "observe");
  const signal = AbortSignal.abort();
  const options = { method: "POST", headers: JSON_TYPE, body, duplex: "half", signal };
  const request = new Request("http://propdesk.localhost/", options);
  const response = await echo(request, { params: Promise.resolve({}) });
  expect([response.status, (await response.json()).error.code]).toEqual([400, "INVALID_REQUEST"]);
  expect(warned).not.toHaveBeenCalled();
  expect(counted.mock.lastCall?.[0]).toMatchObject({ status: 499 });
  vi.restoreAllMocks();
});

describe("readJson: → INVALID_REQUEST", () => {
  test.each([
    "",
    "{",
    "{'text':1}",
    '{"text":"a"}}',
    "undefined",
    "NaN",
    "{}\ufeff",
    "\ufeff\ufeff{}",
    '{"text":"\u0000"}',
  ])("not JSON: %j", async (raw) => {
    expect(await send(raw)).toMatchObject({
      status: 400,
      code: "INVALID_REQUEST",
      fields: [{ path: "" }],
    });
  });

  test.each(["null", "[]", '"text"', "7", "true", "[".repeat(30_000) + "]".repeat(30_000)])(
    "JSON that isn't an object: %.20s",
    async (raw) => {
      expect(await send(raw)).toMatchObject({ status: 400, code: "INVALID_REQUEST" });
    },
  );

  test("nested as deeply as 64 KiB allow", async () => {
    const depth = 10_000;
    const raw = `{"text":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`;
    expect(await send(raw)).toMatchObject({ status: 400, fields: [{ path: "text" }] });
  });

  test.each([
    "1e400",
    "-1e400",
    "1e308",
    "9007199254740993",
    "123456789012345678901234567890",
    "0.5",
  ])("a count of %s", async (number) => {
    expect(await send(`{"count":${number}}`)).toMatchObject({
      status: 400,
      fields: [{ path: "count" }],
    });
  });

  test.each(['{"text":"a\\u0000b"}', '{"te\\u0000xt":"a"}', '{"other":[{"deep":"\\u0000"}]}'])(
    "U+0000 in any place: %s",
    async (raw) => {
      expect(await send(raw)).toMatchObject({ status: 400, code: "INVALID_REQUEST" });
    },
  );

  test("the six characters \\u0000 as text → accepted", async () => {
    const { status, body } = await send(JSON.stringify({ text: "\\u0000" }));
    expect([status, body]).toEqual([200, { text: "\\u0000" }]);
  });

  test("unknown fields → each named", async () => {
    const { status, fields } = await send('{"text":"a","x":1,"constructor":2}');
    expect([status, fields]).toEqual([
      400,
      [
        { path: "x", message: "unknown field" },
        { path: "constructor", message: "unknown field" },
      ],
    ]);
  });

  test("hundreds of unknown fields → 20 named", async () => {
    const fieldsOf = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, 1]));
    const { body, fields } = await send(JSON.stringify(fieldsOf(500)));
    expect(fields).toHaveLength(20);
    expect(fields[19]).toEqual({ path: "f19", message: "unknown field" });
    expect(body.error.message).toMatch(/f19: unknown field; and 480 more\.$/);
    expect(JSON.stringify(body).length).toBeLessThan(3_000);
  });

  test.each([
    ["fields", Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`f${at}`, 1]))],
    ["a list", { text: Array.from({ length: 501 }, () => 1) }],
  ])("more than 500 in one place, %s → rejected without names", async (_, input) => {
    const text = JSON.stringify(input);
    const parse = vi.spyOn(JSON, "parse");
    const { status, body, fields } = await send(text);
    expect(parse.mock.calls.filter(([parsed]) => parsed === text)).toEqual([]);
    parse.mockRestore();
    expect(status).toBe(400);
    expect(fields).toEqual([
      { path: "", message: "must not have more than 500 fields in one place" },
    ]);
    expect(JSON.stringify(body).length).toBeLessThan(400);
  });

  test("more than 500 query parameters → rejected without names", async () => {
    const search = handlerFor({ query: z.strictObject({}), run: () => ({}) });
    const query = Array.from({ length: 501 }, (_, at) => `f${at}`).join("&");
    const { status, body } = await callHandler(search, { path: `/?${query}` });
    expect([status, body.error.fields]).toEqual([
      400,
      [{ path: "", message: "must not have more than 500 fields in one place" }],
    ]);
  });

  test("a field with a very long name → its beginning is named", async () => {
    const { body, fields } = await send(JSON.stringify({ ["x".repeat(60_000)]: 1 }));
    expect(fields[0].path).toHaveLength(201);
    expect(JSON.stringify(body).length).toBeLessThan(1_000);
  });

  test("invalid fields → each named", async () => {
    const { fields } = await send('{"text":1,"count":"2"}');
    expect(fields.map(({ path }: { path: string }) => path)).toEqual(["text", "count"]);
  });
});
