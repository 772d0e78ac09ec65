import type { BuyView, ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import { ApiError } from "@/lib/client/api";

/** A purchase that has come to its challenge. */
export interface Bought extends BuyView {
  challenge: ChallengeView;
}

/** Why the end isn't known yet: `confirming` is our side at work, the others are no answer at all. */
export type WaitReason = "confirming" | "offline" | "away";

/** What an answer to a purchase means for the buyer. */
export type Verdict =
  | { kind: "bought"; bought: Bought }
  /** Not known yet: ask again with the same key after so many seconds. */
  | { kind: "waiting"; why: WaitReason; seconds: number }
  /** The checks said no: nothing was bought, no key is bound. */
  | { kind: "refused"; error: ApiError }
  | { kind: "failed"; purchase: PurchaseView; error: ApiError | null };

const PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 10;

const unknownEnds: readonly string[] = ["NETWORK", "UNAVAILABLE", "RATE_LIMITED", "INTERNAL"];

/** Reads an answer; null is one that was cut off. */
export function verdictOf(answer: BuyView | ApiError | null): Verdict {
  if (answer === null) return { kind: "waiting", why: "offline", seconds: PAUSE_SECONDS };
  return answer instanceof ApiError ? ofError(answer) : ofPurchase(answer);
}

function ofPurchase(answer: BuyView): Verdict {
  const challenge = answer.challenge ?? answer.challenges?.[0];
  if (challenge) return { kind: "bought", bought: { ...answer, challenge } };
  const { purchase } = answer;
  const failed = purchase.status_name === "failed" || purchase.status_name === "refunded";
  if (failed) return { kind: "failed", purchase, error: null };
  return { kind: "waiting", why: "confirming", seconds: PAUSE_SECONDS };
}

function ofError(error: ApiError): Verdict {
  const { code, beside, retryAfter } = error;
  if (isPurchase(beside.purchase)) return { kind: "failed", purchase: beside.purchase, error };
  const seconds = Math.min(retryAfter ?? PAUSE_SECONDS, LONGEST_PAUSE_SECONDS);
  if (code === "IDEMPOTENCY_IN_FLIGHT") return { kind: "waiting", why: "confirming", seconds };
  if (unknownEnds.includes(code)) {
    return { kind: "waiting", why: code === "NETWORK" ? "offline" : "away", seconds };
  }
  return { kind: "refused", error };
}

const isPurchase = (value: unknown): value is PurchaseView =>
  typeof value === "object" && value !== null && "payment_status" in value;
