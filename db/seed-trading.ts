import { eq, inArray, sql } from "drizzle-orm";
import type { Database } from "./client";
import { demoLogins } from "./demo";
import { demoAccounts, demoGroups, demoPrograms } from "./demo-programs";
import {
  accountGroups,
  customers,
  financeOperations,
  postings,
  programSteps,
  programs,
  tradingAccounts,
} from "./schema";
import { inTransaction } from "./transaction";

/** The demo groups, programs and accounts. Existing ones are left as they are. */
export async function seedTrading(db: Database): Promise<void> {
  await db.insert(accountGroups).values(demoGroups).onConflictDoNothing();
  await seedPrograms(db);
  const people = await db
    .select({ id: customers.id, email: customers.email })
    .from(customers)
    .where(inArray(customers.email, [demoLogins.trader.email, demoLogins.admin.email]))
    .orderBy(customers.id);
  for (const { id, email } of people) {
    const accounts = email === demoLogins.trader.email ? demoAccounts : [demoWallet];
    for (const [index, account] of accounts.entries()) await seedAccount(db, id, index, account);
  }
}

const demoWallet = { groupName: "WALLET-USD", balanceCents: 0n, enabled: true };

async function seedPrograms(db: Database) {
  for (const [sortIndex, { steps, ...program }] of demoPrograms.entries()) {
    await inTransaction(db, async (tx) => {
      const [inserted] = await tx
        .insert(programs)
        .values({ ...program, sortIndex })
        .onConflictDoNothing()
        .returning({ id: programs.id });
      if (!inserted) return;
      await tx
        .insert(programSteps)
        .values(steps.map((step, i) => ({ ...step, programId: inserted.id, phaseIndex: i + 1 })));
    });
  }
}

/** A customer's first account is the wallet that a sign-up opens, by the same request key. */
async function seedAccount(
  db: Database,
  customerId: number,
  index: number,
  { groupName, balanceCents, enabled }: (typeof demoAccounts)[number],
) {
  const requestKey = index === 0 ? `wallet:${customerId}` : `demo:${customerId}:${index}`;
  await inTransaction(db, async (tx) => {
    const existing = await tx
      .select({ login: tradingAccounts.login })
      .from(tradingAccounts)
      .where(eq(tradingAccounts.requestKey, requestKey));
    const [group] = await tx.select().from(accountGroups).where(eq(accountGroups.name, groupName));
    if (existing.length > 0 || !group) return;
    const { accountMode, currency, leverage } = group;
    const terms = { groupName, accountMode, currency, leverage, enabled, balanceCents };
    const [account] = await tx
      .insert(tradingAccounts)
      .values({
        ...terms,
        login: sql`next_wallet_login()`,
        customerId,
        purpose: "wallet",
        requestKey,
      })
      .returning({ login: tradingAccounts.login });
    if (!account || balanceCents === 0n) return;
    const [operation] = await tx
      .insert(financeOperations)
      .values({
        login: account.login,
        command: 6,
        amountCents: balanceCents,
        currency,
        balanceAfterCents: balanceCents,
        reason: "TR_REASON_DEPOSIT",
        comment: "DEMO_DEPOSIT",
        apiData: { module: "demo", operation: "DEMO_DEPOSIT", customer_id: customerId },
        requestKey: `${requestKey}:deposit`,
      })
      .returning({ orderNo: financeOperations.orderNo });
    if (!operation) throw new Error("insert returned no row");
    const side = { orderNo: operation.orderNo, currency };
    await tx.insert(postings).values([
      { ...side, login: account.login, amountCents: balanceCents },
      { ...side, houseAccount: "demo_money", amountCents: -balanceCents },
    ]);
  });
}
