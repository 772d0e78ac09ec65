import { expect, test } from "vitest";
import { call } from "@/testing/api";
import { exportsOf, handlerOf, methods, paramsOf, patterns } from "@/testing/routes";
import { surfaces, wallsOf } from "@/testing/surfaces";

const CATCH_ALL = "/api/[[...path]]";
const named = patterns.filter((pattern) => pattern !== CATCH_ALL);
const closed = [
  ...wallsOf("app+session"),
  ...wallsOf("session"),
  ...wallsOf("app"),
  ...wallsOf("browser"),
  ...wallsOf("admin"),
].map(({ key }) => key);

async function ask(key: string, { body }: { body?: object | undefined } = {}) {
  const [method = "", pattern = ""] = key.split(" ");
  const handler = await handlerOf(key);
  const bodyOf = method === "GET" ? {} : { body: body ?? {} };
  return call(handler, { method, path: pattern, params: paramsOf(pattern), ...bodyOf });
}

/** The methods of a route that it has something to say to. */
async function answered(pattern: string) {
  const keys = methods.map((method) => `${method} ${pattern}`);
  const statuses = await Promise.all(keys.map(async (key) => (await ask(key)).status));
  return keys.filter((_, i) => statuses[i] !== 405);
}

test("every method of every route is in the table of surfaces, and the table names no other", async () => {
  const found = await Promise.all(named.map(answered));
  expect(found.flat().sort()).toEqual(Object.keys(surfaces).sort());
});

test.each(closed)("%s without credentials: 401, before its body is looked at", async (key) => {
  const { status, headers, body } = await ask(key, { body: { nonsense: true } });
  expect([status, body.error.code]).toEqual([401, "UNAUTHENTICATED"]);
  expect(headers.get("www-authenticate")).toContain("Bearer");
});

test.each(named)(
  "%s answers a method that it doesn't have with 405, Allow and the envelope",
  async (pattern) => {
    const allowed = (await answered(pattern)).map((key) => key.split(" ")[0] ?? "");
    for (const method of methods.filter((m) => !allowed.includes(m))) {
      const { status, headers, body } = await ask(`${method} ${pattern}`);
      expect([status, body.error.code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
      const head = allowed.includes("GET") ? ["HEAD"] : [];
      expect(headers.get("allow")?.split(", ")).toEqual([...allowed, ...head, "OPTIONS"]);
    }
  },
);

test.each(named)("%s answers OPTIONS with what it allows", async (pattern) => {
  const { status, headers, body } = await ask(`OPTIONS ${pattern}`);
  expect([status, body]).toEqual([204, null]);
  const allowed = (await answered(pattern)).map((key) => key.split(" ")[0]);
  expect(headers.get("allow")?.split(", ")).toEqual(expect.arrayContaining(allowed));
});

test.each(patterns)(
  "every answer of %s carries a request id, an error's envelope the same one",
  async (pattern) => {
    const seen = new Set();
    for (const method of Object.keys(await exportsOf(pattern))) {
      const { headers, body } = await ask(`${method} ${pattern}`);
      const id = headers.get("x-request-id");
      expect(id).toMatch(/^req_[0-9a-f]{32}$/);
      if (typeof body?.error === "object") expect(body.error.request_id).toBe(id);
      seen.add(id);
    }
    expect(seen.size).toBe(Object.keys(await exportsOf(pattern)).length);
  },
);

test.each([...methods, "OPTIONS"])(
  "%s of an address that nothing lives at is NOT_FOUND in the envelope",
  async (method) => {
    const { status, headers, body } = await ask(`${method} ${CATCH_ALL}`);
    expect(status).toBe(404);
    expect(body.error).toEqual({
      code: "NOT_FOUND",
      message: expect.any(String),
      retryable: false,
      request_id: headers.get("x-request-id"),
    });
  },
);
