import { expect, test, vi } from "vitest";
import { AppError, errorStatus } from "@/lib/errors";
import { log } from "@/lib/log";
import { call } from "@/testing/api";
import { sql } from "@/testing/callers";
import { route } from "./route";

const failing = (run: () => unknown) => route({ surface: "public", run });

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
  ["a promise that is refused", () => Promise.reject(new TypeError("secret of undefined"))],
  ["an answer that can't be sent", () => ({ secret_column: 1n })],
])("%s is INTERNAL with the request's id and nothing else", async (_, run) => {
  const answer = await call(failing(run));
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual({
    error: {
      code: "INTERNAL",
      message: "Something went wrong on our side. Quote the request id.",
      retryable: false,
      request_id: answer.headers.get("x-request-id"),
    },
  });
  expect(JSON.stringify([answer.body, ...answer.headers])).not.toMatch(/secret|select|\.ts/);
});

test("a transaction that lost against another one may be tried again", async () => {
  const deadlock = () => sql("do $$ begin raise exception 'x' using errcode = '40P01'; end $$");
  const { status, headers, body } = await call(failing(deadlock));
  expect([status, headers.get("retry-after"), body.error.code]).toEqual([503, "1", "UNAVAILABLE"]);
  expect(body.error.retryable).toBe(true);
});

test("what was unexpected is logged with the id that the client was told", async () => {
  const written = vi.fn();
  vi.spyOn(log(), "child").mockImplementation((bindings) => {
    const error = (...of: unknown[]) => written(bindings, ...of);
    const child = { error, warn: written, info: () => {} };
    return child as unknown as ReturnType<ReturnType<typeof log>["child"]>;
  });
  const cause = new Error("unexpected");
  const { body } = await call(failing(() => Promise.reject(cause)));
  expect(written).toHaveBeenCalledExactlyOnceWith(
    { request_id: body.error.request_id },
    { err: cause },
    "unexpected fault",
  );
  vi.restoreAllMocks();
});

test.each(Object.entries(errorStatus))(
  "%s has status %i, a challenge on 401 alone, and is stored nowhere",
  async (code, status) => {
    const known = code as keyof typeof errorStatus;
    const answer = await call(
      failing(() => {
        throw new AppError(known, "Because.");
      }),
    );
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    expect(answer.headers.has("www-authenticate")).toBe(status === 401);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body.error.retryable).toBe(
      [429, 503].includes(status) || code === "IDEMPOTENCY_IN_FLIGHT",
    );
  },
);
