import { eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { propAccounts } from "@/db/schema";
import { emailKey, queueEmail } from "@/lib/mail";
import { recordHistory } from "@/lib/payment-history";
import { enqueue } from "@/lib/queue/enqueue";
import { isStopped } from "@/lib/venues";
import { emit } from "@/lib/webhooks";

type Account = typeof propAccounts.$inferSelect;

const byId = eq(propAccounts.id, sql.placeholder("id"));
const lockAccount = once((db) =>
  db
    .select({
      status: propAccounts.status,
      subaccountId: propAccounts.subaccountId,
      closedReason: propAccounts.closedReason,
    })
    .from(propAccounts)
    .where(byId)
    .for("update")
    .prepare("locked-prop-account"),
);
/** Selects the row of a prop account. */
export const selectAccount = once((db) =>
  db.select().from(propAccounts).where(byId).prepare("whole-prop-account"),
);

/**
 * Changes one account under its lock. Where that leads to another status: records it in the payment's history,
 * emits the event and queues the email. Where the subaccount must stop or may go on: enqueues a sync of the venue.
 * Every change that may move the status goes through here, and every one that records a subaccount.
 */
export async function changeAccount<T>(
  tx: Transaction,
  id: string,
  change: () => Promise<T>,
): Promise<T> {
  const [before] = await lockAccount(tx).execute({ id });
  const result = await change();
  if (!before) return result;
  const [after] = await selectAccount(tx).execute({ id });
  if (!after) return result;
  if (mustStop(before) !== mustStop(after)) await enqueueVenueSync(tx, id);
  if (after.status !== before.status) {
    await recordStatus(tx, after, before.status);
    await emitStatus(tx, after);
    await queueStatusEmail(tx, before, after);
  }
  return result;
}

/** Whether there is a subaccount that must not be traded. */
const mustStop = ({ status, subaccountId }: Pick<Account, "status" | "subaccountId">) =>
  subaccountId !== null && isStopped(status);

// In a queue, so that of two calls for an account the later one is also the last to reach the venue. The queue has
// the job's old name, so that jobs of the release before, which may still wait, run in the same order.
const enqueueVenueSync = (tx: Executor, id: string) =>
  enqueue(tx, "sync-venue", { prop_account_id: id }, { queue: "tell-venue" });

/** Records the status of a bought account in its payment's history. */
export async function recordStatus(
  tx: Executor,
  account: Pick<Account, "id" | "paymentId" | "status" | "closedReason" | "provisioningError">,
  from: string | null,
): Promise<void> {
  const { id, paymentId, status, closedReason, provisioningError } = account;
  if (paymentId === null) return;
  const reason = status === "provisioning_failed" ? provisioningError : closedReason;
  await recordHistory(tx, {
    paymentId,
    source: "account",
    type: `prop_account.${status}`,
    changes: [{ kind: "account", prop_account_id: id, from, to: status, reason }],
  });
}

async function emitStatus(tx: Transaction, account: Account): Promise<void> {
  const { customerId, appId, status } = account;
  // Subscribers get the result of provisioning, not its start.
  if (status === "provisioning") return;
  const closure = status === "closed" ? { closed_reason: account.closedReason } : {};
  const data = { ...eventData(account), ...closure };
  await emit(tx, `prop_account.${status}`, { customerId, appId }, data);
}

/**
 * Queues the email about an account's new status, after the one about the status before. An account that a refund
 * closed, or reopened by failing, is a part of the refund's email.
 */
async function queueStatusEmail(
  tx: Transaction,
  before: Pick<Account, "status" | "closedReason">,
  { id, paymentId, status, closedReason }: Account,
): Promise<void> {
  const about = { prop_account_id: id };
  const receipt = paymentId && emailKey("receipt", { payment_id: paymentId });
  const ready = emailKey("account-ready", about);
  const suspended = emailKey("account-suspended", about);
  if (status === "suspended") await queueEmail(tx, "account-suspended", about, { after: ready });
  if (status === "closed" && closedReason !== "refunded") {
    await queueEmail(tx, "account-closed", about, { after: suspended });
  }
  if (status !== "active" || before.closedReason === "refunded") return;
  if (before.status === "suspended" || before.status === "closed") {
    await queueEmail(tx, "account-reinstated", about, { after: suspended });
  } else {
    await queueEmail(tx, "account-ready", about, { after: receipt });
  }
}

const eventData = (account: Account) => ({
  prop_account_id: account.id,
  payment_id: account.paymentId,
  tier_id: account.tierId,
  market: account.market,
  asset_class: account.assetClass,
  account_size: account.accountSize,
  status: account.status,
  subaccount_id: account.subaccountId,
  subaccount_uuid: account.subaccountUuid,
  synthetic_hotkey: account.syntheticHotkey,
});
