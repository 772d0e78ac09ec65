import { and, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import {
  apiApps,
  challenges,
  customers,
  propAccounts,
  purchases,
  sessions,
  tradingAccounts,
} from "@/db/schema";
import { challengeStatus } from "@/lib/challenges/schemas";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { ERASE_AFTER_HOURS } from "@/lib/personal-data/schemas";
import { type TradingServer, tradingServer, withTimeout } from "@/lib/trading";
import type { OfferedAction } from "../schemas";
import { retryOf } from "./accounts";
import { type AuditSubject, auditSteps } from "./activity-steps";
import { customerActions, walletName } from "./customer-actions";
import { readEmails } from "./customer-emails";
import { readNotes } from "./customer-notes";
import { readIssues, readSpent } from "./customer-summary";
import {
  type Found,
  idFact,
  inOrder,
  money,
  relatedRows,
  step,
  text,
  time,
  WEBSITE,
  whoseIs,
} from "./detail";
import { cancellationOf } from "./purchase-actions";

// The newest sign-ins only: older ones are purged after a while.
const SIGN_INS = 20;

// Listed first among what belongs to a customer: the Stripe event of one of these may have been lost.
const UNFINISHED = "Unfinished payments";

// The columns that the page shows; secrets are not selected.
const shownColumns = {
  ...whoseIs,
  id: customers.id,
  name: customers.name,
  role: customers.role,
  createdAt: customers.createdAt,
  disabledAt: customers.disabledAt,
  erasureRequestedAt: customers.erasureRequestedAt,
  erasedAt: customers.erasedAt,
  emailVerifiedAt: customers.emailVerifiedAt,
  totpEnabledAt: customers.totpEnabledAt,
};

/** A customer: identity, wallets, purchases and what admins did. */
export const readCustomer = async (
  ctx: Context,
  id: string,
  server: TradingServer = tradingServer(ctx.db),
) => {
  const [found] = await ctx.db
    .select({ customer: shownColumns, app: apiApps.name })
    .from(customers)
    .leftJoin(apiApps, eq(apiApps.id, customers.appId))
    .where(eq(customers.publicId, id));
  if (!found) return null;
  const { customer, app } = found;
  const subjects: AuditSubject[] = [["customer", id], ...(await walletsOf(ctx, customer.id))];
  const [wallets, held, signIns, active, spent, issues, notes, emails, done, ...related] =
    await Promise.all([
      withTimeout(() => server.listAccounts(customer.id, "wallet")).catch(nullIfUnavailable),
      ctx.db
        .select({ id: challenges.id, purchaseId: challenges.purchaseId })
        .from(challenges)
        .where(
          and(
            eq(challenges.customerId, customer.id),
            isNotNull(challenges.heldAt),
            isNull(challenges.endedAt),
          ),
        )
        .orderBy(challenges.id),
      ctx.db
        .select()
        .from(sessions)
        .where(eq(sessions.customerId, customer.id))
        .orderBy(desc(sessions.createdAt))
        .limit(SIGN_INS),
      ctx.db.$count(
        sessions,
        and(
          eq(sessions.customerId, customer.id),
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, sql`now()`),
        ),
      ),
      readSpent(ctx.db, customer.id),
      readIssues(ctx.db, customer.id),
      readNotes(ctx.db, customer.id),
      readEmails(ctx.db, customer),
      auditSteps(ctx, subjects),
      relatedRows(ctx, UNFINISHED, "payments", { customer: id, unfinished: "yes" }),
      relatedRows(ctx, "Payments", "payments", { customer: id }),
      relatedRows(ctx, "Prop accounts", "accounts", { customer: id }),
      relatedRows(ctx, "Purchases", "purchases", { customer: id }),
    ]);
  const [unfinished, ...others] = related;
  const newest = new Set(others.flatMap(({ rows }) => rows.map((row) => row.id)));
  return {
    title: customer.email,
    lead: customer.erasedAt
      ? "Deleted account"
      : (customer.name ?? (customer.role === "admin" ? "Admin" : "Trader")),
    status: customer.disabledAt ? "disabled" : "enabled",
    notice: noticeOf(customer, wallets !== null),
    facts: [
      {
        title: "Customer",
        facts: [
          idFact("Customer ID", customer.publicId),
          text("Numeric ID (/prop API)", customer.id),
          text("Role", customer.role === "admin" ? "Admin" : "Trader"),
          text("Source", app ?? WEBSITE),
          time("Signed up", customer.createdAt),
          time("Email verified", customer.emailVerifiedAt),
          text("Active sessions", active),
          time("2FA enabled", customer.totpEnabledAt),
          time("Disabled", customer.disabledAt),
          time("Deleted by the customer", customer.erasureRequestedAt),
          time("Personal data removed", customer.erasedAt),
        ],
      },
      {
        title: "Wallets",
        facts: [
          ...(wallets ?? []).flatMap((wallet) => {
            const { balanceCents, debtCents, currency, enabled } = wallet;
            const name = walletName(wallet);
            return [
              money(`${name}${enabled ? "" : ", disabled"}`, balanceCents, currency),
              ...(debtCents > 0n
                ? [money(`Owed on wallet ${wallet.login}`, debtCents, currency)]
                : []),
            ];
          }),
          ...held.map(({ id: challenge, purchaseId }) => ({
            label: `Challenge ${challenge} (suspended), purchase`,
            value: String(purchaseId),
            kind: "subject" as const,
            action: "purchase.paid",
          })),
        ],
      },
    ],
    steps: inOrder(
      [step(customer.createdAt, "Signed up", "Customer")],
      signIns.map((it) =>
        step(it.createdAt, "Signed in", it.ip || "unknown IP address", {
          id: it.id,
          notes: [it.userAgent.slice(0, 120)],
        }),
      ),
      done,
    ),
    // A payment that the list of payments shows isn't listed twice.
    related: [
      ...(unfinished?.rows.some((row) => !newest.has(row.id)) ? [unfinished] : []),
      ...others,
    ],
    actions: [
      ...(await retryOfOnly(ctx, customer.id)),
      ...(await cancellationOfOnly(ctx, customer.id)),
      ...(await customerActions(ctx, customer, wallets ?? [])),
    ],
    customer: {
      user_id: customer.publicId,
      summary: {
        name: customer.name,
        email: customer.email,
        is_verified: customer.emailVerifiedAt !== null,
        since: customer.createdAt.toISOString(),
        spent,
        issues,
      },
      notes,
      is_erased: customer.erasedAt !== null,
      emails,
    },
  } satisfies Found;
};

/** Restarts the setup of the customer's account that failed. Of several, the open issues link to each. */
async function retryOfOnly({ db }: Context, customerId: number): Promise<OfferedAction[]> {
  const [only, ...others] = await db
    .select({
      id: propAccounts.id,
      entity: propAccounts.entity,
      subaccountId: propAccounts.subaccountId,
    })
    .from(propAccounts)
    .where(
      and(eq(propAccounts.customerId, customerId), eq(propAccounts.status, "provisioning_failed")),
    )
    .limit(2);
  return only && others.length === 0 ? [retryOf(only)] : [];
}

/** Cancels the one challenge with a fee that the customer trades. Of several, the purchases below link to each. */
async function cancellationOfOnly(ctx: Context, customerId: number): Promise<OfferedAction[]> {
  const [only, ...others] = await ctx.db
    .select({ id: purchases.id })
    .from(purchases)
    .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .where(
      and(
        eq(purchases.customerId, customerId),
        gt(purchases.amountCents, 0n),
        eq(challenges.status, challengeStatus.active),
      ),
    )
    .limit(2);
  return only && others.length === 0 ? cancellationOf(ctx, only.id) : [];
}

const noticeOf = (
  { erasureRequestedAt, erasedAt }: { erasureRequestedAt: Date | null; erasedAt: Date | null },
  hasWallets: boolean,
): string | null => {
  if (!hasWallets) return "Wallets can't be shown: the trading server isn't responding.";
  if (erasedAt || !erasureRequestedAt) return null;
  return `The customer deleted this account. Their personal data is removed ${ERASE_AFTER_HOURS} hours later, once nothing is open. Until then you can enable the account again.`;
};

/** While the trading server is unavailable, only the wallets are missing from the page. */
function nullIfUnavailable(error: unknown): null {
  if (error instanceof AppError && error.code === "UNAVAILABLE") return null;
  throw error;
}

const walletsOf = async ({ db }: Context, customerId: number) =>
  (
    await db
      .select({ login: tradingAccounts.login })
      .from(tradingAccounts)
      .where(eq(tradingAccounts.customerId, customerId))
      .limit(SIGN_INS)
  ).map(({ login }): AuditSubject => ["wallet", String(login)]);
