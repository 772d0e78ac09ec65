import type pg from "pg";
import { demoLogins } from "@/db/demo";
import { signToken } from "@/lib/auth/tokens";
import { scopes } from "@/lib/core/context";
import { dailyLoss, ruleSet, target, totalLoss } from "@/lib/rules";
import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";

const SOURCE = "bench";
const BATCH = 500;
/** Of their own for the measure of single events. */
const SINGLE = 16;

const day = { zone: "UTC", starts_at: "00:00" };
const common = {
  daily_loss: dailyLoss({ pct_of_initial: 500 }, "balance"),
  profit_target: target({ pct_of_initial: 800 }),
};
const fixed = ruleSet(day, { ...common, total_loss: totalLoss({ pct_of_initial: 1_000 }) });
const trailing = ruleSet(day, {
  ...common,
  total_loss: totalLoss({ pct_of_initial: 1_000 }, { reference: "equity_high" }),
});

/** Accounts of 100,000 with open phases, every second one with a trailing loss, and a source that reports them. */
export async function prepareAccounts(pool: pg.Pool, count: number): Promise<void> {
  await pool.query("insert into trading_sources (id, app_id, venue) values ($1, $2, 'embedded')", [
    SOURCE,
    demoLogins.app.client_id,
  ]);
  const client = await pool.connect();
  try {
    await client.query("begin");
    // Neither foreign keys nor the trigger that opens evaluations: the rows have no prop accounts.
    await client.query("set local session_replication_role = replica");
    await client.query(
      `with c as (
        insert into challenges (prop_account_id, program_id, customer_id)
        select 'prop_bench_' || n, 1, 1060 from generate_series(1, $1::int) n returning id, prop_account_id),
      p as (insert into challenge_phases (challenge_id, phase_index) select id, 1 from c),
      v as (
        insert into venue_accounts (venue, customer_id, prop_account_id)
        select 'embedded', 1060, prop_account_id from c returning id, prop_account_id)
      insert into evaluations (challenge_id, phase_index, venue_account_id, rule_set_id, initial_cents, opened_at, monitored, due_at)
      select c.id, 1, v.id, case when v.id % 2 = 0 then store_rule_set($2::jsonb) else store_rule_set($3::jsonb) end,
        10000000, now(), true, now() + interval '1 day'
      from v join c using (prop_account_id)`,
      [count + SINGLE, JSON.stringify(fixed), JSON.stringify(trailing)],
    );
    await client.query("commit");
  } finally {
    client.release();
  }
  await pool.query("vacuum analyze evaluations, venue_accounts");
}

const tokenOf = () =>
  signToken("app", demoLogins.app.client_id, { scope: scopes.join(" ") }, 3_600);

/** The number that the product expects next: of the measure's accounts the same, as each batch has one event of each. */
async function nextSeqs(pool: pg.Pool, first: number, count: number): Promise<void> {
  // Batches are cut off at a measure's end, so that some accounts are one event further.
  await pool.query(
    `update evaluations e set next_seq = (select max(next_seq) from evaluations)
     from venue_accounts v where v.id = e.venue_account_id and v.prop_account_id = any (
       select 'prop_bench_' || n from generate_series($1::int, $1::int + $2::int - 1) n)`,
    [first, count],
  );
}

const currentSeq = async (pool: pg.Pool) =>
  Number((await pool.query("select max(next_seq) as next from evaluations")).rows[0].next);

interface Events {
  count: number;
  batch?: number;
  connections?: number;
  /** Batches per second that are offered; as many as possible without it. */
  startRate?: () => number;
}

/** Batches of snapshots of all accounts in turn, or single ones of a few accounts. */
export function tradingEvents(
  { web, pool, loader }: Subject,
  name: string,
  { count, batch = BATCH, connections = CONNECTIONS, startRate }: Events,
): Measure {
  const isSingle = batch === 1;
  const accounts = isSingle ? { first: count + 1, count: connections } : { first: 1, count };
  return {
    name,
    run: async (seconds) => {
      await nextSeqs(pool, accounts.first, accounts.count);
      const { rate, p50, p99 } = await loader.run({
        kind: "trading",
        origin: web.origin,
        token: await tokenOf(),
        source: SOURCE,
        accounts,
        batch,
        connections,
        seconds,
        nextSeq: await currentSeq(pool),
        ...(startRate && { startRate: startRate() }),
      });
      return { rate, p50, p99 };
    },
  };
}

/** Baseline (c): the same rows, written straight to the database. */
export const snapshotRows = ({ web, loader }: Subject, count: number): Measure => ({
  name: "snapshot rows",
  run: async (seconds) => {
    const { rate, p50, p99 } = await loader.run({
      kind: "snapshots",
      databaseUrl: web.databaseUrl,
      accounts: { first: 1, count },
      batch: BATCH,
      connections: CONNECTIONS,
      seconds,
    });
    return { rate, p50, p99 };
  },
});
