import { and, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { isTransient } from "@/db/errors";
import { tradingSources } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { readRuleSets } from "@/lib/catalog";
import { type AppCaller, type Context, requireApp } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { metrics } from "@/lib/core/metrics";
import { count } from "@/lib/http/rate-limit";
import type { RuleSet } from "@/lib/rules/schemas";
import { confirmClockVerdicts } from "../clock/confirm-verdicts";
import { commandQueueOf } from "../commands/write-commands";
import { presentFloors } from "../present";
import type { AccountResult, BatchResult, EventRejection } from "../schemas";
import { isEnding } from "../state";
import { recordVerdicts } from "../verdicts/record-verdicts";
import { findReused } from "./find-reused";
import { type AccountEvents, type JudgedAccount, judgeAccount, stateOf } from "./judge-account";
import { type LockedAccount, lockAccounts } from "./lock-accounts";
import { eventsByAccount, readBatch } from "./read-events";
import { storeEvents } from "./store-events";

interface Source {
  id: string;
  venue: string;
}

interface AccountOutcome {
  accepted: number;
  duplicates: number;
  rejected: EventRejection[];
  account: AccountResult | null;
}

/**
 * Takes a batch of trading events: stores and judges those with the expected numbers, with their verdicts and commands,
 * in one transaction. Accounts that end, or whose change the database rejects, are done again, each in a transaction of
 * its own. Repeating a batch changes nothing. Returns after the commit.
 *
 * Throws SCOPE_MISSING, NOT_FOUND for a source that isn't the app's, INVALID_STATE for a disabled one, RATE_LIMITED, and INVALID_REQUEST for
 * a bad envelope.
 */
export async function receiveEvents(ctx: Context, text: string): Promise<BatchResult> {
  const app = requireApp(ctx, "trading:write");
  const batch = readBatch(text);
  const source = await findSource(ctx, app, batch.source);
  await count("trading-events:source", source.id);
  const groups = eventsByAccount(batch);
  const outcomes = await takeAll(ctx, source, app, groups);
  const sum = (part: "accepted" | "duplicates") =>
    outcomes.reduce((total, outcome) => total + outcome[part], 0);
  const { tradingEvents: counter } = metrics();
  counter.inc({ outcome: "accepted" }, sum("accepted"));
  counter.inc({ outcome: "duplicate" }, sum("duplicates"));
  counter.inc({ outcome: "rejected" }, batch.events.length - sum("accepted") - sum("duplicates"));
  return {
    accepted: sum("accepted"),
    duplicates: sum("duplicates"),
    rejected: outcomes.flatMap(({ rejected }) => rejected),
    accounts: outcomes.flatMap(({ account }) => account ?? []),
  };
}

async function findSource(ctx: Context, app: AppCaller, id: string): Promise<Source> {
  const [source] = await ctx.db
    .select()
    .from(tradingSources)
    .where(and(eq(tradingSources.id, id), eq(tradingSources.appId, app.id)));
  if (!source) throw notFound("trading source");
  if (source.disabledAt) throw new AppError("INVALID_STATE", "This source is disabled.");
  return source;
}

/** All accounts in one transaction where none of them ends; the others each in its own. */
async function takeAll(
  ctx: Context,
  source: Source,
  app: AppCaller,
  groups: AccountEvents[],
): Promise<AccountOutcome[]> {
  const take = (accounts: AccountEvents[], mayEnd: boolean) =>
    inTransaction(ctx.db, (tx) => takeAccounts(ctx, tx, { source, app, accounts, mayEnd }));
  if (groups.length === 1) return [...(await take(groups, true)).values()];
  let outcomes = new Map<AccountEvents, AccountOutcome>();
  try {
    outcomes = await take(groups, false);
  } catch (error) {
    if (isTransient(error)) throw error;
    ctx.log.error({ err: error, source: source.id }, "trading_events.batch_failed");
  }
  for (const group of groups) {
    if (outcomes.has(group)) continue;
    try {
      for (const [done, outcome] of await take([group], true)) outcomes.set(done, outcome);
    } catch (error) {
      if (isTransient(error)) throw error;
      ctx.log.error({ err: error, source: source.id }, "trading_events.account_failed");
      outcomes.set(
        group,
        rejectAll(group, "INTERNAL", "This account's events failed. Send them again."),
      );
    }
  }
  return groups.flatMap((group) => outcomes.get(group) ?? []);
}

interface Taking {
  source: Source;
  app: AppCaller;
  accounts: AccountEvents[];
  /** Whether an account may end; else those that do are left out. */
  mayEnd: boolean;
}

async function takeAccounts(
  ctx: Context,
  tx: Transaction,
  { source, app, accounts, mayEnd }: Taking,
): Promise<Map<AccountEvents, AccountOutcome>> {
  const locked = await lockAccounts(
    tx,
    source,
    app,
    accounts.map(({ account }) => account),
  );
  const rules = await readRuleSets(
    tx,
    [...locked.values()].flatMap((account) => account?.row.ruleSetId ?? []),
  );
  const outcomes = new Map<AccountEvents, AccountOutcome>();
  const judged = new Map<AccountEvents, JudgedAccount & { isDecided: boolean }>();
  const taken = new Set<number>();
  const now = Date.now();
  for (const group of accounts) {
    const found = locked.get(group.account);
    const rejection = rejectionOf(group, found, source);
    if (!found || rejection) {
      outcomes.set(group, rejection ?? rejectAll(group, "NOT_MONITORED", NO_RULES));
      continue;
    }
    // Under another name of the same account it is taken after this transaction.
    if (taken.has(found.row.id)) continue;
    taken.add(found.row.id);
    const ruleSet = ruleSetOf(rules, found);
    const result = judgeAccount(found.row, ruleSet, group, now);
    if (!mayEnd && result.verdicts.some(isEnding)) continue;
    const before = stateOf(found.row, ruleSet);
    // Of a challenge that the firm has ended, what the clock had decided stays as it is.
    const confirmed = result.isJudged
      ? await confirmClockVerdicts(tx, ruleSet, { ...result, before })
      : { isDecided: false };
    judged.set(group, { ...result, ...confirmed });
  }
  const results = [...judged.values()];
  await storeEvents(tx, source.id, results);
  for (const { accepted } of results) {
    const last = accepted.findLast(({ type }) => type !== "gap");
    if (last && "at" in last) {
      metrics().tradingEventLag.observe(Math.max(0, now - Date.parse(last.at)) / 1_000);
    }
  }
  const reused = await findReused(tx, results);
  const inOrder = results.toSorted((a, b) => commandQueueOf(a.row) - commandQueueOf(b.row));
  for (const result of inOrder) {
    result.row.state = await recordVerdicts(ctx, tx, result.row, result.verdicts, result.isDecided);
  }
  for (const [group, result] of judged) {
    outcomes.set(group, outcomeOf(group, result, reused.get(result) ?? []));
  }
  return outcomes;
}

const UNKNOWN = "This source has no such account.";
const NO_RULES = "This account's phase has no rules to be judged by. Ask an operator.";

function rejectionOf(
  group: AccountEvents,
  found: LockedAccount | null | undefined,
  source: Source,
): AccountOutcome | null {
  if (found === undefined) return rejectAll(group, "ACCOUNT_UNKNOWN", UNKNOWN);
  if (!found?.hasOtherSource) return null;
  return rejectAll(
    group,
    "SOURCE_CONFLICT",
    `Another source reports this account. Disable it before ${source.id} does.`,
  );
}

function rejectAll(
  { account, events, problem }: AccountEvents,
  code: EventRejection["code"],
  message: string,
): AccountOutcome {
  const [first] = events;
  const all = events.length + (problem ? 1 + problem.skipped : 0);
  // A malformed first event says more than its unknown account.
  const rejection = first
    ? { account, seq: first.seq, code, message, skipped: all - 1 }
    : (problem ?? { account, seq: null, code, message, skipped: 0 });
  return { accepted: 0, duplicates: 0, rejected: [rejection], account: null };
}

function ruleSetOf(rules: ReadonlyMap<string, RuleSet>, { row }: LockedAccount): RuleSet {
  const found = rules.get(row.ruleSetId);
  if (!found) throw new Error(`no rule set ${row.ruleSetId}`);
  return found;
}

function outcomeOf(
  { account }: AccountEvents,
  { row, state, accepted, repeated, rejection }: JudgedAccount,
  reused: EventRejection[],
): AccountOutcome {
  return {
    accepted: accepted.length,
    duplicates: repeated.length - reused.length,
    rejected: [...reused, ...(rejection ? [rejection] : [])],
    account: { account, next_seq: row.nextSeq, status: row.state, floors: presentFloors(state) },
  };
}
