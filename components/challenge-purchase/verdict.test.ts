import { describe, expect, it } from "vitest";
import { challengeView, purchaseView } from "@/components/challenge/fixtures";
import type { BuyView } from "@/lib/challenges/schemas";
import { ApiError } from "@/lib/client/api";
import { verdictOf } from "./verdict";

const purchase = purchaseView();
const challenge = challengeView();
const answer: BuyView = { accepted: true, idempotent: false, purchase };
const failure = (code: string, status: number, beside = {}) =>
  new ApiError({ code, status, message: code, beside });

it("is bought once there is a challenge, replayed or not", () => {
  expect(verdictOf({ ...answer, challenge }).kind).toBe("bought");
  const replay = verdictOf({ ...answer, idempotent: true, challenges: [challenge] });
  expect(replay).toMatchObject({ kind: "bought", bought: { challenge: { id: 12 } } });
});

describe("asks again with the same key", () => {
  it("while a step's outcome isn't known", () => {
    const pending = purchaseView({ status: 0, status_name: "pending" });
    expect(verdictOf({ ...answer, purchase: pending })).toMatchObject({
      kind: "waiting",
      why: "confirming",
    });
    expect(verdictOf(failure("IDEMPOTENCY_IN_FLIGHT", 409))).toMatchObject({ why: "confirming" });
  });

  it("after no answer, half an answer, and a fault that may have come after the purchase", () => {
    const reasons = [
      failure("NETWORK", 0),
      null,
      failure("UNAVAILABLE", 503),
      failure("INTERNAL", 502),
    ].map(verdictOf);
    expect(reasons).toMatchObject([
      { kind: "waiting", why: "offline" },
      { kind: "waiting", why: "offline" },
      { kind: "waiting", why: "away" },
      { kind: "waiting", why: "away" },
    ]);
  });

  it("as late as the server wants, but within 10 s", () => {
    const wait = (retryAfter: number) =>
      verdictOf(new ApiError({ code: "RATE_LIMITED", status: 429, message: "", retryAfter }));
    expect(wait(5)).toMatchObject({ seconds: 5 });
    expect(wait(60)).toMatchObject({ seconds: 10 });
  });
});

it("is refused by the checks, which leave nothing behind", () => {
  const codes = ["NOT_ENOUGH_FUNDS", "INVALID_PAYER_ACCOUNT", "PROGRAM_DISABLED"];
  const kinds = codes.map((code) => verdictOf(failure(code, 400)).kind);
  expect(kinds).toEqual(["refused", "refused", "refused"]);
});

it("has failed when the answer says what became of the purchase", () => {
  const failed = purchaseView({ status: 4, status_name: "failed" });
  const verdict = verdictOf(failure("ACCOUNT_CREATION_FAILED", 502, { purchase: failed }));
  expect(verdict).toMatchObject({ kind: "failed", purchase: { status: 4 } });
  expect(verdictOf({ ...answer, purchase: failed }).kind).toBe("failed");
});
