import type { FirmReason } from "@/lib/prop-accounts/schemas";

const sentences: Record<FirmReason, Record<"suspended" | "closed", string>> = {
  terms: {
    suspended: "We suspended it to look into trades that may break our terms.",
    closed: "We closed it because it broke our terms.",
  },
  verification: {
    suspended: "We suspended it until we have verified your details.",
    closed: "We closed it because we could not verify your details.",
  },
  customer_request: {
    suspended: "We suspended it because you asked us to.",
    closed: "We closed it because you asked us to.",
  },
  other: {
    suspended: "We suspended it while we look into something. If you have a question, write to us.",
    closed: "We closed it. If you don't know why, write to us.",
  },
};

/** The sentence for an account's customer; of accounts from before there were reasons, no reason. */
export const firmReasonWords = (
  reason: FirmReason | null,
  status: "suspended" | "closed",
): string => sentences[reason ?? "other"][status];
