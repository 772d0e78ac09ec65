import type { FirmReason } from "./schemas";

const sentences: Record<FirmReason, Record<"suspended" | "closed", string>> = {
  terms: {
    suspended: "Trading is paused while we review trades that may break our terms.",
    closed: "We closed it because it broke our terms.",
  },
  verification: {
    suspended: "Trading is paused until we've verified your details.",
    closed: "We closed it because we couldn't verify your details.",
  },
  customer_request: {
    suspended: "Trading is paused because you asked us to suspend this account.",
    closed: "We closed it because you asked us to.",
  },
  other: {
    suspended: "Trading is paused while we review this account.",
    closed: "If you weren't expecting this, reply to this email.",
  },
};

/** The message for the customer of an account. Accounts that were stopped before reasons were stored have none. */
export const firmReasonMessage = (
  reason: FirmReason | null,
  status: "suspended" | "closed",
): string => sentences[reason ?? "other"][status];
