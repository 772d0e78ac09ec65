import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { type payments, propAccounts } from "@/db/schema";
import { newId } from "@/lib/core/ids";
import { newAccountVenue } from "@/lib/venues";
import { recordStatus } from "./change-account";
import { provisioningJob } from "./enqueue-provisioning";

type Payment = typeof payments.$inferSelect;
type NewAccount = Omit<typeof propAccounts.$inferInsert, "id" | "venue">;

/** Inserts an account with the job that provisions it; null where its payment has one already. */
async function insertAccount(tx: Executor, account: NewAccount): Promise<string | null> {
  const id = newId("prop");
  const venue = newAccountVenue();
  const job = provisioningJob({ id, venue, provisioningAttempts: 0 });
  const [inserted] = await tx
    .insert(propAccounts)
    .values({ ...account, id, venue })
    .onConflictDoNothing({ target: propAccounts.paymentId })
    // Evaluated for an inserted row only.
    .returning({ job: sql`(${job}).id` });
  return inserted ? id : null;
}

/** Inserts an account without a payment, and the job that provisions it, in the caller's transaction. */
export async function openAccount(
  tx: Executor,
  account: NewAccount & { source: "free" | "grant" },
): Promise<string> {
  const id = await insertAccount(tx, account);
  if (id === null) throw new Error("insert returned no row");
  return id;
}

/** A payment for a challenge, and what it bought. */
type ChallengePayment = Pick<
  Payment,
  "id" | "customerId" | "appId" | "termsVersion" | "consentIp" | "consentUserAgent"
> &
  Pick<NewAccount, "tierId" | "market" | "assetClass" | "accountSize" | "tierTerms">;

/** Opens the account that a payment bought. Returns whether there was none yet. The payment's row is locked. */
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
