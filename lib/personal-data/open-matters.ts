import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { env } from "@/lib/core/env";
import { formatMoney, formatSize } from "@/lib/core/money";
import { isAgainstUsSql, isLostSql } from "@/lib/core/stripe-status";
import { accountMode, type TradingAccount } from "@/lib/trading";
import type { OpenMatter } from "./schemas";

// More are of no use to the reader.
const MOST = 20;

interface Row extends Record<string, unknown> {
  kind: keyof typeof messages;
  id: string;
  name: string | null;
  cents: string | null;
  currency: string | null;
}

/** The sentence about each kind; `what` is its amount or name. */
const messages = {
  open_payment: (what: string) =>
    `A payment of ${what} isn't finished. Unpaid ones end within ${env().OPEN_PAYMENT_HOURS} hours.`,
  uncredited: (what: string) => `A top-up of ${what} isn't in your wallet yet.`,
  correction: (what: string) => `Our team is changing your wallet's balance by ${what}.`,
  refund: (what: string) => `A refund of ${what} is on its way.`,
  dispute: (what: string) => `Your bank hasn't decided the dispute about ${what} yet.`,
  review: (what: string) => `We're still checking a payment of ${what}.`,
  purchase: (what: string) => `Your purchase of ${what} isn't finished.`,
  challenge: (what: string) => `Your challenge ${what} is running. Ask us to end it.`,
  account: (what: string) => `Your ${what} account is open. Ask us to close it.`,
};
const kinds: Record<keyof typeof messages, OpenMatter["kind"]> = {
  open_payment: "payment",
  uncredited: "payment",
  correction: "wallet",
  refund: "refund",
  dispute: "dispute",
  review: "review",
  purchase: "purchase",
  challenge: "challenge",
  account: "account",
};

/** What of a customer's in our database isn't settled. Free accounts don't count: the deletion closes them. */
export async function readOpenMatters(db: Executor, customerId: number): Promise<OpenMatter[]> {
  const ownPayments = sql`payments p where p.customer_id = ${customerId} and p.livemode = ${env().livemode}`;
  const { rows } = await db.execute<Row>(sql`
    select 'open_payment' as kind, id, null as name, amount_cents::text as cents, currency
    from ${ownPayments} and intent_status not in ('succeeded', 'canceled')
    union all
    select 'uncredited', id, null, amount_cents::text, currency
    from ${ownPayments} and kind = 'deposit' and paid_at is not null and (deposit_order is null or deposit_pending_cents is not null)
    union all
    select 'uncredited', id, null, amount_cents::text, currency
    from ${ownPayments} and kind = 'program' and paid_at is not null and (deposit_pending_cents is not null
      or rejection_code is null and not exists (select from purchases u where u.payment_id = p.id) and status in ('succeeded', 'partially_refunded'))
    union all
    select 'correction', t.login::text, null, m.amount_cents::text, m.currency
    from trading_accounts t join money_requests m on m.login = t.login where t.customer_id = ${customerId} and m.status = 'pending'
    union all
    select 'refund', p.id, null, r.amount_cents::text, p.currency
    from payment_refunds r join (select * from ${ownPayments}) p on p.id = r.payment_id where r.status in ('pending', 'requires_action')
    union all
    select 'refund', p.id, null, m.amount_cents::text, m.currency
    from money_requests m join (select * from ${ownPayments}) p on p.id = m.payment_id where m.status in ('waiting', 'pending')
    union all
    select 'dispute', p.id, null, d.amount_cents::text, p.currency
    from payment_disputes d join (select * from ${ownPayments}) p on p.id = d.payment_id
    where (${isAgainstUsSql(sql`d.status`)} and not ${isLostSql(sql`d.status`)}) or d.status in ('warning_needs_response', 'warning_under_review')
    union all
    select 'review', id, null, amount_cents::text, currency from ${ownPayments} and review_kind <> 'dispute'
    union all
    select 'purchase', id::text, program ->> 'display_name', null, null
    from purchases where customer_id = ${customerId} and (status in (0, 1, 2) or rollback_problem is not null)
    union all
    select 'challenge', c.id::text, p.program ->> 'display_name', null, null
    from challenges c join purchases p on p.id = c.purchase_id where c.customer_id = ${customerId} and c.ended_at is null
    union all
    select 'account', id, account_size::text, null, null
    from prop_accounts where customer_id = ${customerId} and status <> 'closed' and source = 'payment'
    limit ${MOST}`);
  return rows.map(({ kind, id, name, cents, currency }) => {
    const amount = cents && currency ? formatMoney(Number(cents), currency) : null;
    const size = kind === "account" ? formatSize(Number(name)) : name;
    return { kind: kinds[kind], id, message: messages[kind](amount ?? size ?? id) };
  });
}

/** Wallets with real money or a debt. */
export const openWallets = (wallets: TradingAccount[]): OpenMatter[] =>
  wallets
    .filter(({ mode, balanceCents, debtCents }) => {
      return mode === accountMode.real && (balanceCents !== 0n || debtCents !== 0n);
    })
    .map(({ login, balanceCents, debtCents, currency }) => ({
      kind: "wallet",
      id: String(login),
      message:
        debtCents > 0n
          ? `Wallet ${login} owes ${formatMoney(debtCents, currency)}.`
          : `Wallet ${login} has ${formatMoney(balanceCents, currency)}. Spend it, or ask us to return it.`,
    }));
