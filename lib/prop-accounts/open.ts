import { and, eq, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { type payments, propAccounts } from "@/db/schema";
import { newId } from "@/lib/ids";
import { enqueueTry, tryJob } from "./enqueue-try";
import { providerName } from "./providers";
import { recordStatus, tellingStatus } from "./telling-status";

type Payment = typeof payments.$inferSelect;
type NewAccount = Omit<typeof propAccounts.$inferInsert, "id" | "provider">;

/** Inserts an account with the job that provisions it; null where its payment has one already. */
async function insertAccount(tx: Executor, account: NewAccount): Promise<string | null> {
  const id = newId("prop");
  const provider = providerName();
  const job = tryJob({ id, provider, provisioningAttempts: 0 });
  const [made] = await tx
    .insert(propAccounts)
    .values({ ...account, id, provider })
    .onConflictDoNothing({ target: propAccounts.paymentId })
    // Only for one that was inserted.
    .returning({ job: sql`(${job}).id` });
  return made ? id : null;
}

/** Inserts an account that nobody paid for, and the job that provisions it, in the caller's transaction. */
export async function openAccount(
  tx: Executor,
  account: NewAccount & { source: "free" | "grant" },
): Promise<string> {
  const id = await insertAccount(tx, account);
  if (id === null) throw new Error("insert returned no row");
  return id;
}

/** A payment that bought a challenge, and what that is. */
type ChallengePayment = Pick<
  Payment,
  "id" | "customerId" | "appId" | "termsVersion" | "consentIp" | "consentUserAgent"
> &
  Pick<NewAccount, "tierId" | "market" | "assetClass" | "accountSize" | "tierTerms">;

/** Opens the account that a paid payment bought; whether there was none yet. The payment's row is locked. */
export async function openForPayment(tx: Executor, payment: ChallengePayment): Promise<boolean> {
  const { customerId, appId, tierId, market, assetClass, accountSize } = payment;
  const { tierTerms, termsVersion, consentIp, consentUserAgent } = payment;
  const paymentId = payment.id;
  const id = await insertAccount(tx, {
    source: "payment",
    paymentId,
    customerId,
    appId,
    tierId,
    market,
    assetClass,
    accountSize,
    tierTerms,
    termsVersion,
    consentIp,
    consentUserAgent,
  });
  if (id === null) return false;
  const opened = { id, paymentId, status: "provisioning" } as const;
  await recordStatus(tx, { ...opened, closedReason: null, provisioningError: null }, null);
  return true;
}

/** What the payment's refunds and disputes mean for its account. */
export interface Standing {
  disputeHold: boolean;
  closed: "refunded" | "dispute_lost" | null;
}

/**
 * Brings a payment's account in line with its standing. What an admin held or closed stays so.
 * An account whose hold ends before it had a subaccount goes on being provisioned; of one that is
 * closed while the venue's answer isn't known, what was made is still recorded.
 */
export async function applyStanding(
  tx: Transaction,
  paymentId: string,
  standing: Standing,
): Promise<void> {
  const [account] = await tx
    .select({ id: propAccounts.id })
    .from(propAccounts)
    .where(eq(propAccounts.paymentId, paymentId));
  if (!account) return;
  const ours = eq(propAccounts.id, account.id);
  await tellingStatus(tx, account.id, () => changeStanding(tx, ours, standing));
}

/**
 * Whether the venue is to be asked: it waits for its subaccount, or was closed while one may have been
 * made, which is recorded then so that the venue can be told to stop it.
 */
export const mustBeTried = ({
  status,
  entity,
  subaccountId,
}: Pick<typeof propAccounts.$inferSelect, "status" | "entity" | "subaccountId">): boolean =>
  status === "provisioning" || (status === "closed" && entity !== null && subaccountId === null);

const ofThePayment = ["refunded", "dispute_lost"] as const;

/** Closed because of the payment already, and for another reason than what is known of it now. */
const isOtherReason = (reason: string) =>
  and(inArray(propAccounts.closedReason, [...ofThePayment]), ne(propAccounts.closedReason, reason));

async function changeStanding(
  tx: Transaction,
  ours: SQL,
  { disputeHold, closed }: Standing,
): Promise<void> {
  const closure = closed
    ? tx
        .update(propAccounts)
        .set({ closedAt: sql`coalesce(${propAccounts.closedAt}, now())`, closedReason: closed })
        .where(and(ours, or(isNull(propAccounts.closedAt), isOtherReason(closed))))
    : tx
        .update(propAccounts)
        .set({ closedAt: null, closedReason: null })
        .where(and(ours, inArray(propAccounts.closedReason, [...ofThePayment])));
  const changedClosure = await closure.returning({ id: propAccounts.id });
  const changedHold = await tx
    .update(propAccounts)
    .set({ disputeHold })
    .where(and(ours, ne(propAccounts.disputeHold, disputeHold)))
    .returning({ id: propAccounts.id });
  if (changedClosure.length + changedHold.length === 0) return;
  const [after] = await tx.select().from(propAccounts).where(ours);
  if (after && mustBeTried(after)) await enqueueTry(tx, after);
}
