import { expect, test, vi } from "vitest";
import { AppError, errorStatus } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { sql } from "@/testing/database/sql";
import { callHandler } from "@/testing/http/call-handler";
import { handlerFor } from "@/testing/http/test-operation";

const failing = (run: () => unknown) => handlerFor({ run });

test.each<[string, () => unknown]>([
  [
    "an Error that quotes a secret",
    () => {
      throw new Error("sk_live_secret at /srv/app/lib/x.ts");
    },
  ],
  ["a query that is wrong", () => sql("select secret_column from customers")],
  [
    "a value that is no Error",
    () => {
      throw "sk_live_secret";
    },
  ],
  ["a promise that is rejected", () => Promise.reject(new TypeError("secret of undefined"))],
  ["a response that can't be sent", () => ({ secret_column: 1n })],
])("%s is INTERNAL with the request's id and nothing else", async (_, run) => {
  const response = await callHandler(failing(run));
  expect(response.status).toBe(500);
  expect(response.body).toEqual({
    error: {
      code: "INTERNAL",
      message: "Something went wrong on our side. Contact support with the request ID.",
      retryable: false,
      request_id: response.headers.get("x-request-id"),
    },
  });
  expect(JSON.stringify([response.body, ...response.headers])).not.toMatch(/secret|select|\.ts/);
});

test("toAppError: a serialization conflict → UNAVAILABLE, retryable", async () => {
  const deadlock = () => sql("do $$ begin raise exception 'x' using errcode = '40P01'; end $$");
  const { status, headers, body } = await callHandler(failing(deadlock));
  expect([status, headers.get("retry-after"), body.error.code]).toEqual([503, "1", "UNAVAILABLE"]);
  expect(body.error.retryable).toBe(true);
});

test("toAppError: an unexpected error → INTERNAL, logged with the response's request id", async () => {
  const logged = vi.fn();
  vi.spyOn(log(), "child").mockImplementation((bindings) => {
    const error = (...of: unknown[]) => logged(bindings, ...of);
    const child = { error, warn: logged, info: () => {} };
    return child as unknown as ReturnType<ReturnType<typeof log>["child"]>;
  });
  const cause = new Error("unexpected");
  const { body } = await callHandler(failing(() => Promise.reject(cause)));
  expect(logged).toHaveBeenCalledExactlyOnceWith(
    { request_id: body.error.request_id },
    { err: cause },
    "request.unexpected_error",
  );
  vi.restoreAllMocks();
});

test.each(Object.entries(errorStatus))(
  "errorResponse: %s → status %i, a challenge for 401 only, no-store",
  async (code, status) => {
    const errorCode = code as keyof typeof errorStatus;
    const response = await callHandler(
      failing(() => {
        throw new AppError(errorCode, "Because.");
      }),
    );
    expect([response.status, response.body.error.code]).toEqual([status, code]);
    expect(response.headers.has("www-authenticate")).toBe(status === 401);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.body.error.retryable).toBe(
      [429, 503].includes(status) || code === "IDEMPOTENCY_IN_FLIGHT",
    );
  },
);
