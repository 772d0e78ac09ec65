import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import { challenges, evaluations, tradingEvents, tradingSnapshots } from "@/db/schema";
import { readRuleSets } from "@/lib/catalog";
import { type Context, requireApp } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { parse } from "@/lib/http/body";
import { page } from "@/lib/http/pagination";
import { openPhase, type PhaseState } from "@/lib/rules";
import { isLogin } from "./ingest/lock-accounts";
import { decimal, presentFloors } from "./present";
import { type StoredEvent, type TradingAccountStatus, tradingEventsQuery } from "./schemas";

/**
 * The newest evaluation of an account of one of the app's sources. Throws SCOPE_MISSING, and NOT_FOUND also for an account
 * that another app may read.
 */
async function ownEvaluation(ctx: Context, account: string) {
  const app = requireApp(ctx, "trading:read");
  const login = isLogin(account) ? Number(account) : null;
  const [row] = await ctx.db
    .select({ evaluation: evaluations })
    .from(evaluations)
    .innerJoin(challenges, eq(challenges.id, evaluations.challengeId))
    .where(
      and(
        sql`${evaluations.venueAccountId} = any (array(
          select v.id from venue_accounts v join trading_sources s on s.venue = v.venue
            and s.app_id = ${app.id} and s.disabled_at is null
          where v.login = ${login}::int or v.prop_account_id = ${account} or v.hotkey = ${account}))`,
        app.firstParty
          ? undefined
          : sql`exists (select from customers c where c.id = ${challenges.customerId} and c.app_id = ${app.id})`,
      ),
    )
    .orderBy(desc(evaluations.id))
    .limit(1);
  if (!row) throw notFound("account");
  return row.evaluation;
}

/** Where an account stands: what its source needs after a restart. Throws SCOPE_MISSING and NOT_FOUND. */
export async function getTradingAccount(
  ctx: Context,
  account: string,
): Promise<TradingAccountStatus> {
  const evaluation = await ownEvaluation(ctx, account);
  const { ruleSetId, openedAt, initialCents, lastEventAt, lastReceivedAt } = evaluation;
  const rules =
    ruleSetId === null ? null : (await readRuleSets(ctx.db, [ruleSetId])).get(ruleSetId);
  const state =
    (evaluation.judged as PhaseState | null) ??
    (rules ? openPhase(rules, { initial: Number(initialCents), at: openedAt.getTime() }) : null);
  return {
    account,
    next_seq: evaluation.nextSeq,
    status: evaluation.state,
    floors: state ? presentFloors(state) : { daily: null, total: null },
    balance: decimal(state?.balance ?? initialCents),
    equity: decimal(state?.equity ?? initialCents),
    last_event_at: lastEventAt?.toISOString() ?? null,
    last_received_at: lastReceivedAt?.toISOString() ?? null,
    source: evaluation.sourceId,
  };
}

/** The stored events of an account, newest first, for the query of a request. Snapshots that were deleted are missing. Throws as above, and
 * INVALID_REQUEST. */
export async function listTradingEvents(
  ctx: Context,
  parameters: URLSearchParams,
): Promise<{ rows: StoredEvent[]; nextCursor: string | undefined }> {
  // An app without the scope learns nothing of its input.
  requireApp(ctx, "trading:read");
  const { account, limit, cursor } = parse(tradingEventsQuery, Object.fromEntries(parameters));
  const { id } = await ownEvaluation(ctx, account);
  const rowsOf = (table: typeof tradingEvents | typeof tradingSnapshots) =>
    ctx.db
      .select({ seq: table.seq, receivedAt: table.receivedAt, body: table.body })
      .from(table)
      .where(
        and(
          eq(table.evaluationId, id),
          // Rulings are the operators', and have numbers below zero.
          gt(table.seq, 0),
          cursor ? lt(table.seq, cursor) : undefined,
        ),
      )
      .orderBy(desc(table.seq))
      .limit(limit + 1);
  const found = [...(await rowsOf(tradingEvents)), ...(await rowsOf(tradingSnapshots))]
    .sort((a, b) => b.seq - a.seq)
    .slice(0, limit + 1)
    .map(({ seq, receivedAt, body }) => ({
      id: String(seq),
      event: { ...(body as object), account, received_at: receivedAt.toISOString() },
    }));
  const { rows, nextCursor } = page(found, limit);
  return { rows: rows.map(({ event }) => event as StoredEvent), nextCursor };
}
