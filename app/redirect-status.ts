import { z } from "zod";
import type { RedirectStatus } from "@/components/checkout/paths";

// Stripe's values and our own.
const statuses = {
  succeeded: "succeeded",
  pending: "processing",
  processing: "processing",
} as const satisfies Record<string, RedirectStatus>;

/** The `redirect_status` that a page is opened with after a payment; null for an unknown value. */
export const redirectStatusParam = z
  .enum(["succeeded", "pending", "processing"])
  .transform((status): RedirectStatus | null => statuses[status])
  .catch(null);
