import { z } from "zod";
import type { Told } from "@/components/checkout/addresses";
import { isBuyPath } from "@/components/store/program";
import { returnPath } from "@/lib/client/return-path";
import { positiveIntParam } from "@/lib/trading/schemas";

/** Stripe adds `payment_intent` and more when it comes back from a bank's page. */
export type SearchParams = Record<string, string | string[] | undefined>;

// Stripe's own words in `redirect_status`, and ours.
const hints: Record<string, Told> = {
  succeeded: "succeeded",
  pending: "processing",
  processing: "processing",
};

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/** Where a top-up was begun: a program's buy page, and nothing else. */
function wayBack(wanted: string): string | null {
  const path = returnPath(wanted);
  return isBuyPath(path) ? path : null;
}

const search = z.object({
  login: z.preprocess(first, positiveIntParam.optional()),
  deposit: z.preprocess(first, z.string().min(1).max(100).optional()),
  topup: z.preprocess(first, z.string().optional()),
  // A suggestion for the form, which says by itself what is wrong with it.
  amount: z.preprocess(first, z.coerce.number().positive().optional().catch(undefined)),
  back: z.preprocess(first, z.string().transform(wayBack).catch(null)),
  redirect_status: z.preprocess(
    first,
    z
      .string()
      .transform((status) => hints[status] ?? null)
      .catch(null),
  ),
});

/** What the address asks the wallet page for; null where it can't mean anything. */
export const parseSearch = (params: SearchParams) => search.safeParse(params).data ?? null;
