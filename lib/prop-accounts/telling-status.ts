import { eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { once } from "@/db/prepare";
import { propAccounts } from "@/db/schema";
import { mail, mailKey } from "@/lib/mail";
import { recordHistory } from "@/lib/payment-history";
import { emit } from "@/lib/webhooks";
import { tellVenueOf } from "./standing-at-venue";

type Account = typeof propAccounts.$inferSelect;

const ours = eq(propAccounts.id, sql.placeholder("id"));
const lockedAccount = once((db) =>
  db
    .select({
      status: propAccounts.status,
      subaccountId: propAccounts.subaccountId,
      closedReason: propAccounts.closedReason,
    })
    .from(propAccounts)
    .where(ours)
    .for("update")
    .prepare("locked-prop-account"),
);
/** The whole row of a prop account, as its job and what is told of it need it. */
export const wholeAccount = once((db) =>
  db.select().from(propAccounts).where(ours).prepare("whole-prop-account"),
);

/**
 * Makes a change of one account under its lock and tells of the status that it leads to, if that is
 * another one than before; the venue, if its subaccount must stop or may go on. Every change that may
 * move the status goes through here, and what records a subaccount.
 */
export async function tellingStatus<T>(
  tx: Transaction,
  id: string,
  change: () => Promise<T>,
): Promise<T> {
  const [before] = await lockedAccount(tx).execute({ id });
  const result = await change();
  if (!before) return result;
  const [after] = await wholeAccount(tx).execute({ id });
  if (!after) return result;
  await tellVenueOf(tx, after.id, before, after);
  if (after.status !== before.status) {
    await recordStatus(tx, after, before.status);
    await tell(tx, after);
    await mailStatus(tx, before, after);
  }
  return result;
}

/** What became of a bought account is a part of its payment's history. */
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

async function tell(tx: Transaction, account: Account): Promise<void> {
  const { customerId, appId, status } = account;
  const data = dataOf(account);
  // Going back to being created is no news: what comes of it is.
  if (status === "provisioning") return;
  const more = status === "closed" ? { closed_reason: account.closedReason } : {};
  await emit(tx, `prop_account.${status}`, { customerId, appId }, { ...data, ...more });
}

/**
 * Emails the customer about an account's new status, after what they were told before. What a refund
 * closed, or opened again by failing, they are told of with the refund.
 */
async function mailStatus(
  tx: Transaction,
  before: Pick<Account, "status" | "closedReason">,
  { id, paymentId, status, closedReason }: Account,
): Promise<void> {
  const about = { prop_account_id: id };
  const receipt = paymentId && mailKey("receipt", { payment_id: paymentId });
  const ready = mailKey("account-ready", about);
  const suspended = mailKey("account-suspended", about);
  if (status === "suspended") await mail(tx, "account-suspended", about, { after: ready });
  if (status === "closed" && closedReason !== "refunded") {
    await mail(tx, "account-closed", about, { after: suspended });
  }
  if (status !== "active" || before.closedReason === "refunded") return;
  if (before.status === "suspended" || before.status === "closed") {
    await mail(tx, "account-reinstated", about, { after: suspended });
  } else {
    await mail(tx, "account-ready", about, { after: receipt });
  }
}

const dataOf = (account: Account) => ({
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
