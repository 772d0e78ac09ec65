import { z } from "zod";
import type { Told } from "@/components/checkout/addresses";

// Stripe's own words, and ours.
const hints = {
  succeeded: "succeeded",
  pending: "processing",
  processing: "processing",
} as const satisfies Record<string, Told>;

/** The `redirect_status` that a page is opened with after a payment; null where it says nothing we know. */
export const redirectStatus = z
  .enum(["succeeded", "pending", "processing"])
  .transform((status): Told | null => hints[status])
  .catch(null);
