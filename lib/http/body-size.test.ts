import { describe, expect, test } from "vitest";
import { z } from "zod";
import { env } from "@/lib/core/env";
import { callHandler } from "@/testing/http/call-handler";
import { handlerFor } from "@/testing/http/test-operation";
import { BODY_LIMIT, readText, STRIPE_BODY_LIMIT } from "./body";

const echo = handlerFor({
  body: z.strictObject({ text: z.string().optional(), count: z.number().int().optional() }),
  run: (_, { body }) => body,
});
const JSON_TYPE = { "content-type": "application/json" };

const send = async (raw: string, headers: Record<string, string> = JSON_TYPE) => {
  const { status, body } = await callHandler(echo, { method: "POST", raw, headers });
  return { status, code: body.error?.code, fields: body.error?.fields, body };
};
/** A JSON body of exactly so many bytes. */
const ofSize = (bytes: number) => `{"text":"${"x".repeat(bytes - 11)}"}`;

/** The same in pieces, as chunked transfer coding brings it: without a Content-Length. */
function chunked(raw: string, more: Record<string, string> = {}) {
  const headers = { ...JSON_TYPE, ...more };
  const bytes = new TextEncoder().encode(raw);
  let at = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      if (at >= bytes.length) return stream.close();
      stream.enqueue(bytes.subarray(at, at + 1_000));
      at += 1_000;
    },
    cancel() {
      cancelled = true;
    },
  });
  const options = { method: "POST", headers, body, duplex: "half" };
  const request = new Request("http://propdesk.localhost/", options);
  return { request, read: () => at, cancelled: () => cancelled };
}

describe("readText: the size of a body", () => {
  test("64 KiB → accepted; one byte more → BODY_TOO_LARGE", async () => {
    expect((await send(ofSize(BODY_LIMIT))).status).toBe(200);
    const { status, code } = await send(ofSize(BODY_LIMIT + 1));
    expect([BODY_LIMIT, status, code]).toEqual([65_536, 413, "BODY_TOO_LARGE"]);
  });

  test("characters of several bytes → counted in bytes", async () => {
    expect((await send(`{"text":"${"€".repeat(22_000)}"}`)).code).toBe("BODY_TOO_LARGE");
  });

  test("Content-Length past the limit → BODY_TOO_LARGE, the body isn't read", async () => {
    const { request, read } = chunked(ofSize(1_000_000), { "content-length": "1000000" });
    const response = await echo(request, { params: Promise.resolve({}) });
    expect(response.status).toBe(413);
    expect(read()).toBeLessThan(5_000);
  });

  test("no Content-Length → BODY_TOO_LARGE as soon as it is past the limit", async () => {
    const { request, read, cancelled } = chunked(ofSize(1_000_000));
    const response = await echo(request, { params: Promise.resolve({}) });
    expect([response.status, (await response.json()).error.code]).toEqual([413, "BODY_TOO_LARGE"]);
    expect(read()).toBeLessThan(BODY_LIMIT + 5_000);
    expect(cancelled()).toBe(true);
  });

  test("several chunks → joined", async () => {
    const { request } = chunked('{"text":"€"}'.padEnd(3_000));
    const response = await echo(request, { params: Promise.resolve({}) });
    expect(await response.json()).toEqual({ text: "€" });
  });

  test("longer than BODY_SECONDS → INVALID_REQUEST, and it isn't read further", async () => {
    const settings = env();
    const before = settings.BODY_SECONDS;
    settings.BODY_SECONDS = 0.2;
    let cancelled = false;
    // A byte every 50 ms, for ever.
    const body = new ReadableStream<Uint8Array>({
      async pull(stream) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (!cancelled) stream.enqueue(new Uint8Array([0x20]));
      },
      cancel() {
        cancelled = true;
      },
    });
    const options = { method: "POST", headers: JSON_TYPE, body, duplex: "half" };
    const response = await echo(new Request("http://propdesk.localhost/", options), {
      params: Promise.resolve({}),
    });
    settings.BODY_SECONDS = before;
    const { error } = await response.json();
    expect([response.status, error.code]).toEqual([400, "INVALID_REQUEST"]);
    expect(error.message).toContain("took longer than 0.2 s");
    expect(cancelled).toBe(true);
  });

  test("Stripe's events → 1 MiB is accepted", async () => {
    const sized = (bytes: number) =>
      readText(chunked("x".repeat(bytes)).request, STRIPE_BODY_LIMIT);
    expect(await sized(1_048_576)).toHaveLength(1_048_576);
    await expect(sized(1_048_577)).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
  });
});
