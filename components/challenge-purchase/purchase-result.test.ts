import { expect, it } from "vitest";
import { challengeView, purchaseView } from "@/components/challenge/fixtures";
import { ApiError } from "@/components/client/api";
import type { BuyView } from "@/lib/purchases/schemas";
import { readResponse } from "./purchase-result";

const purchase = purchaseView();
const challenge = challengeView();
const response: BuyView = { accepted: true, idempotent: false, purchase };
const errorOf = (code: string, status: number, beside = {}) =>
  new ApiError({ code, status, message: code, beside });

it("readResponse: a challenge, replayed or not → bought", () => {
  expect(readResponse({ ...response, challenge }).kind).toBe("bought");
  const replay = readResponse({ ...response, idempotent: true, challenges: [challenge] });
  expect(replay).toMatchObject({ kind: "bought", bought: { challenge: { id: 12 } } });
});

it("readResponse: a step's result isn't known yet → pending, confirming", () => {
  const pending = purchaseView({ status: 0, status_name: "pending" });
  const expected = { kind: "pending", reason: "confirming" };
  expect(readResponse({ ...response, purchase: pending })).toMatchObject(expected);
  expect(readResponse(errorOf("IDEMPOTENCY_IN_FLIGHT", 409))).toMatchObject(expected);
});

it.each([
  ["no response", errorOf("NETWORK", 0), "offline"],
  ["a response that was cut off", null, "offline"],
  ["503", errorOf("UNAVAILABLE", 503), "unavailable"],
  ["an error that may have come after the purchase", errorOf("INTERNAL", 502), "unavailable"],
])("readResponse: %s → pending", (_, response, reason) => {
  expect(readResponse(response)).toMatchObject({ kind: "pending", reason });
});

it.each([
  [5, 5],
  [60, 10],
])("readResponse: Retry-After of %i s → a pause of %i s", (retryAfter, seconds) => {
  const limited = new ApiError({ code: "RATE_LIMITED", status: 429, message: "", retryAfter });
  expect(readResponse(limited)).toMatchObject({ kind: "pending", seconds });
});

it.each(["NOT_ENOUGH_FUNDS", "INVALID_PAYER_ACCOUNT", "PROGRAM_DISABLED"])(
  "readResponse: %s → rejected",
  (code) => expect(readResponse(errorOf(code, 400)).kind).toBe("rejected"),
);

it("readResponse: a purchase that failed, beside the error or not → failed", () => {
  const failed = purchaseView({ status: 4, status_name: "failed" });
  const result = readResponse(errorOf("ACCOUNT_CREATION_FAILED", 502, { purchase: failed }));
  expect(result).toMatchObject({ kind: "failed", purchase: { status: 4 } });
  expect(readResponse({ ...response, purchase: failed }).kind).toBe("failed");
});
