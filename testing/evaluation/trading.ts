import type { evaluations, venueCommands, verdicts as verdictsTable } from "@/db/schema";
import type { RuleSet } from "@/lib/rules/schemas";
import { newApp } from "../actors/app";
import { buyFromWallet, newTrader, type Trader } from "../actors/trader";
import { sql } from "../database/sql";
import { as } from "../http/client";

let sources = 0;

/** A new source of the firm's own app, for accounts of the built-in trading server. */
export async function newSource({ firstParty = true, venue = "embedded" } = {}) {
  sources += 1;
  const app = await newApp();
  await sql("update api_apps set first_party = $2 where id = $1", [app.id, firstParty]);
  const id = `source-${process.pid}-${sources}`;
  await sql("insert into trading_sources (id, app_id, venue) values ($1, $2, $3)", [
    id,
    app.id,
    venue,
  ]);
  return { id, app };
}
export type Source = Awaited<ReturnType<typeof newSource>>;

/** A trader with a challenge of the demo catalog's program 1: $100,000, static floors of 5% a day and 10% in all. */
export async function newChallenge(trader?: Trader) {
  // Without a source at its venue a challenge isn't monitored.
  await sql(
    "insert into trading_sources (id, app_id, venue) select 'always', id, 'embedded' from api_apps limit 1 on conflict do nothing",
  );
  const owner = trader ?? (await newTrader(50_000n));
  const { status, body } = await buyFromWallet(owner);
  if (status !== 200) throw new Error(JSON.stringify(body));
  const { id, account_login: login } = body.challenge;
  return { trader: owner, id: id as number, login: login as number, account: String(login) };
}

/** Gives a challenge's running phase other rules, and the time at which it opened. */
export async function setRules(challengeId: number, rules: RuleSet, openedAt: Date): Promise<void> {
  await sql(
    `update evaluations set rule_set_id = store_rule_set($2::jsonb), opened_at = $3, due_at = $3
     where challenge_id = $1 and ended_at is null`,
    [challengeId, JSON.stringify(rules), openedAt],
  );
}

/** Sends a batch of trading events as the source's app. */
export const send = (source: Source, events: object[]) =>
  as(source.app).post("/v2/trading/events", { source: source.id, events });

/** A snapshot of an account, by default now and with the same balance and equity. Money as decimal strings. */
export const snapshot = (
  account: string,
  seq: number,
  equity: string,
  { balance = equity, ...fields }: { balance?: string; at?: string; open_positions?: number } = {},
) => ({
  account,
  seq,
  type: "snapshot",
  at: new Date().toISOString(),
  balance,
  equity,
  open_positions: 0,
  ...fields,
});

type StoredVerdict = Pick<
  typeof verdictsTable.$inferSelect,
  "kind" | "rule" | "threshold" | "observed" | "standing"
> & { seq: number | null };
type StoredCommand = Pick<typeof venueCommands.$inferSelect, "number" | "kind" | "state">;
type StoredState = Pick<typeof evaluations.$inferSelect, "state" | "monitored">;

/** What is stored of a challenge's evaluation: its states, verdicts and commands, oldest first. */
export async function storedEvaluation(challengeId: number) {
  const [{ rows: states }, { rows: verdicts }, { rows: commands }] = await Promise.all([
    sql(
      `select c.status as challenge, p.status as phase, e.state, e.next_seq::int as next_seq, e.monitored, a.enabled
       from challenges c join challenge_phases p on p.challenge_id = c.id
       join evaluations e on e.challenge_id = p.challenge_id and e.phase_index = p.phase_index
       left join trading_accounts a on a.login = p.account_login where c.id = $1`,
      [challengeId],
    ),
    sql(
      `select v.kind, v.rule, v.threshold::int, v.observed::int, v.standing, v.event_seq::int as seq
       from verdicts v join evaluations e on e.id = v.evaluation_id where e.challenge_id = $1 order by v.at, v.id`,
      [challengeId],
    ),
    sql(
      `select m.number, m.kind, m.state from venue_commands m join evaluations e on e.venue_account_id = m.venue_account_id
       where e.challenge_id = $1 order by m.number`,
      [challengeId],
    ),
  ]);
  return {
    ...(states[0] as StoredState),
    verdicts: verdicts as StoredVerdict[],
    commands: commands as StoredCommand[],
  };
}
