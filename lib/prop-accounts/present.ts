import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { type evaluations, propAccounts } from "@/db/schema";
import { presentTerms } from "@/lib/catalog";
import type { PropAccountView } from "./schemas";

/** The columns of an account that the API shows. */
export const columns = {
  id: propAccounts.id,
  tierId: propAccounts.tierId,
  market: propAccounts.market,
  assetClass: propAccounts.assetClass,
  accountSize: propAccounts.accountSize,
  tierTerms: propAccounts.tierTerms,
  status: propAccounts.status,
  closedReason: propAccounts.closedReason,
  firmReason: propAccounts.firmReason,
  disputeHold: propAccounts.disputeHold,
  subaccountId: propAccounts.subaccountId,
  subaccountUuid: propAccounts.subaccountUuid,
  syntheticHotkey: propAccounts.syntheticHotkey,
  paymentId: propAccounts.paymentId,
  createdAt: propAccounts.createdAt,
  activatedAt: propAccounts.activatedAt,
  challengeId: sql<
    number | null
  >`(select c.id from challenges c where c.prop_account_id = prop_accounts.id)`,
  evaluation: sql<EvaluationState | null>`(select e.state from challenges c
    join evaluations e on e.challenge_id = c.id and e.phase_index = c.current_phase_index
    where c.prop_account_id = prop_accounts.id)`,
};
type EvaluationState = (typeof evaluations.$inferSelect)["state"];
type Row = Omit<
  Pick<
    typeof propAccounts.$inferSelect,
    Exclude<keyof typeof columns, "challengeId" | "evaluation">
  >,
  never
> & { challengeId: number | null; evaluation: EvaluationState | null };

interface Found {
  account: Row;
  /** Its payment's PaymentIntent. */
  intent: string | null;
}

/** Prop accounts in the form of the API, in the same order. */
export async function presentAccounts(db: Executor, found: Found[]): Promise<PropAccountView[]> {
  const terms = await presentTerms(
    db,
    found.map(({ account }) => account.tierTerms),
  );
  return found.map((one, i) => presentAccount(one, terms[i] ?? null));
}

function presentAccount(
  { account: row, intent }: Found,
  terms: PropAccountView["tier_terms"],
): PropAccountView {
  const active = row.activatedAt !== null;
  const statusReason = reasonOf(row);
  return {
    id: row.id,
    tier_id: row.tierId,
    market: row.market,
    asset_class: row.assetClass,
    account_size: row.accountSize,
    tier_terms: terms,
    status: row.status,
    status_reason: statusReason,
    firm_reason: statusReason === "by_firm" ? row.firmReason : null,
    subaccount_id: active ? row.subaccountId : null,
    subaccount_uuid: active ? row.subaccountUuid : null,
    synthetic_hotkey: active ? row.syntheticHotkey : null,
    stripe_payment_intent_id: intent,
    payment_id: row.paymentId,
    created_at: row.createdAt.toISOString(),
    activated_at: row.activatedAt?.toISOString() ?? null,
    challenge_id: row.challengeId,
    evaluation_status: row.evaluation && evaluationStatus(row.evaluation, terms),
  };
}

/** How its challenge goes, in the words of the field. A tier's first phase is funded if it has no evaluation. */
function evaluationStatus(
  state: EvaluationState,
  terms: PropAccountView["tier_terms"],
): PropAccountView["evaluation_status"] {
  if (state === "active") return terms?.phases?.[0]?.phase_type === 1 ? "funded" : "evaluation";
  if (state === "breached" || state === "expired") return "eliminated";
  return state;
}

/** Why it is suspended or closed, as the customer is shown it. */
function reasonOf({ status, closedReason, disputeHold }: Row): PropAccountView["status_reason"] {
  if (status === "suspended") return disputeHold ? "dispute" : "by_firm";
  if (status !== "closed") return null;
  return closedReason === "refunded" || closedReason === "dispute_lost" ? closedReason : "by_firm";
}
