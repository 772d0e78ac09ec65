import { ApiError } from "@/components/client/api";
import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import type { BuyView } from "@/lib/purchases/schemas";

/** A completed purchase, with its challenge. */
export interface CompletedPurchase extends BuyView {
  challenge: ChallengeView;
}

/**
 * Why the result of a purchase isn't known yet: the server is working on it (`confirming`), the connection
 * was lost (`offline`), or the server can't respond (`unavailable`).
 */
export type WaitReason = "confirming" | "offline" | "unavailable";

/** What a response to a purchase means for the buyer. */
export type PurchaseResult =
  | { kind: "bought"; bought: CompletedPurchase }
  /** Not known yet: send it again with the same key after so many seconds. */
  | { kind: "pending"; reason: WaitReason; seconds: number }
  /** The checks rejected it: nothing was bought, and the key isn't used. */
  | { kind: "rejected"; error: ApiError }
  | { kind: "failed"; purchase: PurchaseView; error: ApiError | null };

const PAUSE_SECONDS = 2;
const LONGEST_PAUSE_SECONDS = 10;

const codesOfUnknownResults: readonly string[] = [
  "NETWORK",
  "UNAVAILABLE",
  "RATE_LIMITED",
  "INTERNAL",
];

/** The result of a purchase from its response; null is a response that was cut off. */
export function readResponse(response: BuyView | ApiError | null): PurchaseResult {
  if (response === null) return { kind: "pending", reason: "offline", seconds: PAUSE_SECONDS };
  return response instanceof ApiError ? readError(response) : readPurchase(response);
}

function readPurchase(response: BuyView): PurchaseResult {
  const challenge = response.challenge ?? response.challenges?.[0];
  if (challenge) return { kind: "bought", bought: { ...response, challenge } };
  const { purchase } = response;
  const failed = purchase.status_name === "failed" || purchase.status_name === "refunded";
  if (failed) return { kind: "failed", purchase, error: null };
  return { kind: "pending", reason: "confirming", seconds: PAUSE_SECONDS };
}

function readError(error: ApiError): PurchaseResult {
  const { code, beside, retryAfter } = error;
  if (isPurchase(beside.purchase)) return { kind: "failed", purchase: beside.purchase, error };
  const seconds = Math.min(retryAfter ?? PAUSE_SECONDS, LONGEST_PAUSE_SECONDS);
  if (code === "IDEMPOTENCY_IN_FLIGHT") return { kind: "pending", reason: "confirming", seconds };
  if (codesOfUnknownResults.includes(code)) {
    return { kind: "pending", reason: code === "NETWORK" ? "offline" : "unavailable", seconds };
  }
  return { kind: "rejected", error };
}

const isPurchase = (value: unknown): value is PurchaseView =>
  typeof value === "object" && value !== null && "payment_status" in value;
