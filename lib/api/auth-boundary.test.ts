import { expect, test } from "vitest";
import { callHandler } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { exportsOf, handlerOf, methods, paramsOf, readPatterns } from "@/testing/http/routes";
import { filledPath, namedOperations, operationsOf } from "@/testing/http/surfaces";

const CATCH_ALL = "/api/[[...path]]";
const named = readPatterns().filter((pattern) => pattern !== CATCH_ALL);
const closed = [
  ...operationsOf("app+session"),
  ...operationsOf("session"),
  ...operationsOf("app"),
  ...operationsOf("browser"),
  ...operationsOf("admin"),
];

/** Calls what a route file exports for a method, also where the API has no such operation. */
async function send(key: string) {
  const [method = "", pattern = ""] = key.split(" ");
  const bodyOf = method === "GET" ? {} : { body: {} };
  const sent = { method, path: pattern, params: paramsOf(pattern), ...bodyOf };
  return callHandler(await handlerOf(key), sent);
}

/** The methods that a route serves: all but those to which it responds with 405. */
async function servedMethods(pattern: string) {
  const keys = methods.map((method) => `${method} ${pattern}`);
  const statuses = await Promise.all(keys.map(async (key) => (await send(key)).status));
  return keys.filter((_, i) => statuses[i] !== 405);
}

test("operations: every method of every route → declared, and no other", async () => {
  const found = await Promise.all(named.map(servedMethods));
  const declared = new Set(namedOperations().map(({ route }) => route));
  expect(found.flat().sort()).toEqual([...declared].sort());
});

test.each(closed)(
  "$key: no credentials → UNAUTHENTICATED, before the body is validated",
  async (operation) => {
    const { method } = operation;
    const sent = method === "GET" ? {} : { body: { nonsense: true } };
    const response = await as({ headers: {} }).request(method, filledPath(operation), sent);
    const { status, headers, code } = response;
    expect([status, code]).toEqual([401, "UNAUTHENTICATED"]);
    expect(headers.get("www-authenticate")).toContain("Bearer");
  },
);

test.each(named)(
  "%s: a method that it doesn't have → METHOD_NOT_ALLOWED, with Allow",
  async (pattern) => {
    const allowed = (await servedMethods(pattern)).map((key) => key.split(" ")[0] ?? "");
    for (const method of methods.filter((m) => !allowed.includes(m))) {
      const { status, headers, body } = await send(`${method} ${pattern}`);
      expect([status, body.error.code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
      const head = allowed.includes("GET") ? ["HEAD"] : [];
      expect(headers.get("allow")?.split(", ")).toEqual([...allowed, ...head, "OPTIONS"]);
    }
  },
);

test.each(named)("OPTIONS %s: → 204 with the allowed methods", async (pattern) => {
  const { status, headers, body } = await send(`OPTIONS ${pattern}`);
  expect([status, body]).toEqual([204, null]);
  const allowed = (await servedMethods(pattern)).map((key) => key.split(" ")[0]);
  expect(headers.get("allow")?.split(", ")).toEqual(expect.arrayContaining(allowed));
});

test.each(readPatterns())(
  "%s: every method → a new request id in the header, the same in an error's envelope",
  async (pattern) => {
    const requestIds = new Set();
    for (const method of Object.keys(await exportsOf(pattern))) {
      const { headers, body } = await send(`${method} ${pattern}`);
      const id = headers.get("x-request-id");
      expect(id).toMatch(/^req_[0-9a-f]{32}$/);
      if (typeof body?.error === "object") expect(body.error.request_id).toBe(id);
      requestIds.add(id);
    }
    expect(requestIds.size).toBe(Object.keys(await exportsOf(pattern)).length);
  },
);

test.each([...methods, "OPTIONS"])(
  "%s of an unknown address: → NOT_FOUND in the envelope",
  async (method) => {
    const { status, headers, body } = await send(`${method} ${CATCH_ALL}`);
    expect(status).toBe(404);
    expect(body.error).toEqual({
      code: "NOT_FOUND",
      message: expect.any(String),
      retryable: false,
      request_id: headers.get("x-request-id"),
    });
  },
);
