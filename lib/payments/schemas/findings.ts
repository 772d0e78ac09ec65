import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";

/** The kinds of findings of a comparison with Stripe. */
export const findingKinds = [
  "repaired",
  "mismatch",
  "unknown_here",
  "paid_here_only",
  "paid_without_account",
  "account_without_payment",
  "deposit_not_credited",
  "ledger_imbalance",
  "not_compared",
] as const;

/**
 * The earlier name of the kind `repaired`. The release before this one knows no other, so stored findings and
 * the metric keep it while both run; the next release writes `repaired`.
 */
const REPAIRED_BEFORE = "mended";

/** A kind as it is stored and measured in this release. */
export const toStoredKind = (kind: Finding["kind"]): string =>
  kind === "repaired" ? REPAIRED_BEFORE : kind;

/** A finding of a comparison with Stripe. All except `repaired` need an operator. */
export const finding = z.object({
  kind: z
    .preprocess((kind) => (kind === REPAIRED_BEFORE ? "repaired" : kind), z.enum(findingKinds))
    .meta({ description: "The type of payment." }),
  payment_id: z.string().nullable().meta(fieldMeta.paymentId),
  stripe_payment_intent_id: z.string().nullable().meta(fieldMeta.paymentIntentId),
  detail: z.string(),
});
export type Finding = z.output<typeof finding>;
export const findings = z.array(finding);

/** The last comparison with Stripe, as an admin sees it. */
export interface ReconciliationView {
  since: string;
  finished_at: string;
  compared: number;
  findings: Finding[];
}
