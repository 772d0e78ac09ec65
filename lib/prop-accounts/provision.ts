import { and, eq, isNull, sql } from "drizzle-orm";
import { propAccounts } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/jobs/enqueue";
import { subaccountProvider } from "./providers";
import type { Subaccount, SubaccountProvider } from "./providers/port";

/** Tries before an account is left to an admin. */
export const MAX_ATTEMPTS = 10;

/**
 * Asks the venue for the account's subaccount and activates it. Safe to run any number of
 * times: the venue knows the request by the account's id, and only an unprovisioned account is
 * activated. A failed try is counted on the row and the next one enqueued.
 */
export async function provisionAccount(
  ctx: Context,
  id: string,
  provider: SubaccountProvider = subaccountProvider(ctx.db),
): Promise<void> {
  const [account] = await ctx.db.select().from(propAccounts).where(eq(propAccounts.id, id));
  if (account?.status !== "provisioning") return;
  const { assetClass, accountSize } = account;
  let subaccount: Subaccount;
  try {
    subaccount = await provider.createSubaccount({ requestKey: id, assetClass, accountSize });
  } catch (error) {
    ctx.log.warn({ err: error, prop_account_id: id }, "the venue did not create the subaccount");
    return recordFailure(ctx, id, error);
  }
  await activate(ctx, id, subaccount);
}

async function activate(ctx: Context, id: string, subaccount: Subaccount): Promise<void> {
  await ctx.db
    .update(propAccounts)
    .set({
      ...subaccount,
      // Closed while it was being created: the subaccount is recorded, the account stays closed.
      activatedAt: sql`case when ${propAccounts.closedAt} is null then now() end`,
      provisioningError: null,
      provisioningFailedAt: null,
    })
    .where(and(eq(propAccounts.id, id), isNull(propAccounts.activatedAt)));
  ctx.log.info({ prop_account_id: id }, "prop account provisioned");
}

async function recordFailure(ctx: Context, id: string, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await inTransaction(ctx.db, async (tx) => {
    const [row] = await tx
      .update(propAccounts)
      .set({
        provisioningAttempts: sql`${propAccounts.provisioningAttempts} + 1`,
        provisioningError: message.slice(0, 500),
        provisioningFailedAt: sql`case when ${propAccounts.provisioningAttempts} + 1 >= ${MAX_ATTEMPTS} then now() end`,
      })
      .where(and(eq(propAccounts.id, id), eq(propAccounts.status, "provisioning")))
      .returning({ attempts: propAccounts.provisioningAttempts });
    if (!row || row.attempts >= MAX_ATTEMPTS) return;
    await enqueue(
      tx,
      "provision-account",
      { prop_account_id: id },
      { runAt: retryAt(row.attempts) },
    );
  });
}

function retryAt(attempts: number): Date {
  const steps = env().PROVISIONING_RETRY_SECONDS;
  const seconds = steps[Math.min(attempts, steps.length) - 1] ?? 0;
  return new Date(Date.now() + seconds * 1000);
}
