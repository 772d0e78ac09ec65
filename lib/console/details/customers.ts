import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { apiApps, challenges, customers, sessions, tradingAccounts } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { inTime, type TradingServer, tradingServer } from "@/lib/trading";
import { customerActions, walletName } from "./customer-actions";
import {
  type Found,
  idFact,
  inOrder,
  money,
  relatedRows,
  step,
  text,
  time,
  whoseIs,
} from "./detail";
import { type AuditSubject, auditSteps } from "./told";

// The newest sign-ins; older ones are forgotten with time.
const SIGN_INS = 20;

// First among what belongs to a customer: an event of one of these may have been lost.
const UNFINISHED = "Unfinished payments";

// What the page tells of; what signs somebody in stays in its row.
const known = {
  ...whoseIs,
  id: customers.id,
  name: customers.name,
  role: customers.role,
  createdAt: customers.createdAt,
  disabledAt: customers.disabledAt,
  emailVerifiedAt: customers.emailVerifiedAt,
  totpEnabledAt: customers.totpEnabledAt,
};

/** A customer: who it is, their wallets, what they bought and what was done. */
export const readCustomer = async (
  ctx: Context,
  id: string,
  server: TradingServer = tradingServer(ctx.db),
) => {
  const [found] = await ctx.db
    .select({ customer: known, app: apiApps.name })
    .from(customers)
    .leftJoin(apiApps, eq(apiApps.id, customers.appId))
    .where(eq(customers.publicId, id));
  if (!found) return null;
  const { customer, app } = found;
  const subjects: AuditSubject[] = [["customer", id], ...(await walletsOf(ctx, customer.id))];
  const [wallets, held, signIns, done, ...related] = await Promise.all([
    inTime(() => server.listAccounts(customer.id, "wallet")).catch(unlessAway),
    ctx.db
      .select({ id: challenges.id })
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
    auditSteps(ctx, subjects),
    relatedRows(ctx, UNFINISHED, "payments", { customer: id, unfinished: "yes" }),
    relatedRows(ctx, "Payments", "payments", { customer: id }),
    relatedRows(ctx, "Prop accounts", "accounts", { customer: id }),
    relatedRows(ctx, "Purchases", "purchases", { customer: id }),
  ]);
  return {
    title: customer.email,
    lead: customer.name ?? (customer.role === "admin" ? "Admin" : "Trader"),
    status: customer.disabledAt ? "disabled" : "enabled",
    notice: wallets ? null : "The trading server doesn't answer: the wallets aren't shown.",
    facts: [
      {
        title: "Who it is",
        facts: [
          idFact("Customer", customer.publicId),
          text("Number in /prop", customer.id),
          text("Role", customer.role),
          text("Through", app ?? "the firm's own pages"),
          time("Signed up", customer.createdAt),
          time("E-mail verified", customer.emailVerifiedAt),
          time("Second factor since", customer.totpEnabledAt),
          time("Disabled", customer.disabledAt),
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
              ...(debtCents > 0n ? [money(`${name} owes`, debtCents, currency)] : []),
            ];
          }),
          text("Suspended challenges", held.map(({ id: challenge }) => challenge).join(", ")),
        ],
      },
    ],
    steps: inOrder(
      [step(customer.createdAt, "signed up", "the customer")],
      signIns.map((it) =>
        step(it.createdAt, "signed in", it.ip || "unknown address", {
          id: it.id,
          notes: [it.userAgent.slice(0, 120)],
        }),
      ),
      done,
    ),
    related: related.filter(({ title, rows }) => title !== UNFINISHED || rows.length > 0),
    actions: await customerActions(ctx, customer, wallets ?? []),
  } satisfies Found;
};

/** A server that is away takes nothing but the wallets from the page. */
function unlessAway(error: unknown): null {
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
