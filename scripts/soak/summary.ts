import type { Check } from "./check";
import type { Load } from "./load";
import type { Options } from "./options";
import { planOf } from "./plan";
import { countActs } from "./plan-after";
import type { Reconciled } from "./settle";
import type { Stack } from "./stack";
import type { Row } from "./table";
import type { TakeOver } from "./take-over";
import type { Tally } from "./tally";

/** What a dead worker's jobs may take to be taken over. */
const TAKE_OVER_MS = 10_000;

export interface Outcome {
  options: Options;
  tally: Tally;
  load: Load;
  takeOvers: TakeOver[];
  /** Whether the queues ran empty, before the comparison with Stripe and after it. */
  emptied: boolean[];
  reconciled: Reconciled | null;
  checks: Check[];
}

type Part = Pick<Stack, "postOffice" | "receiver" | "web">;

/** The table's rows, and every id that something is wrong with. */
export function summarise(stack: Part, outcome: Outcome) {
  const rows = [
    ...abuse(stack, outcome),
    ...acts(outcome),
    ...answers(outcome),
    ...workers(outcome),
    ...outcome.checks.map(checkRow),
  ];
  const { load, tally, takeOvers, checks } = outcome;
  const lost = [
    ...load.unanswered,
    ...tally.faults,
    ...tally.lostInStops,
    ...tally.contradicted.map((id) => `two answers to one key: ${id}`),
    ...takeOvers.flatMap(({ left }) => left.map((id) => `job ${id} of a dead worker`)),
    ...checks.flatMap(({ name, lost }) => lost.map((id) => `${name}: ${id}`)),
  ];
  return { rows, lost, ok: rows.every(({ ok }) => ok) };
}

const exactly = (name: string, value: number, wanted: number): Row => ({
  name,
  value: String(value),
  wanted: String(wanted),
  ok: value === wanted,
});

/** How bad it was made: where nothing was lost on the way, nothing was proven. */
function abuse({ postOffice, receiver, web }: Part, o: Outcome): Row[] {
  const { fates } = postOffice;
  const all = Object.values(fates).reduce((sum, part) => sum + part, 0);
  const share = (name: string, part: number): Row => ({
    name,
    value: `${part} (${((100 * part) / all).toFixed(1)} %)`,
    wanted: "5 %",
    ok: part > 0,
  });
  return [
    exactly("payments", o.load.orders.length, o.options.payments),
    exactly("workers killed", o.tally.kills, o.options.kills),
    exactly("PostgreSQL restarted", o.tally.restarts, o.options.restarts),
    exactly("web process killed", o.tally.webKills, o.options.webKills),
    exactly("web process ended by itself", web.ended(), 0),
    exactly("web process or worker restarted by SIGTERM", o.tally.stops, o.options.stops),
    exactly("requests and jobs that this lost", o.tally.lostInStops.length, 0),
    {
      name: "calls that this cut off",
      value: String(o.tally.cutOff),
      wanted: o.options.webKills > 0 ? "> 0" : "any",
      ok: o.tally.cutOff > 0 || o.options.webKills === 0,
    },
    exactly("database flapped or read-only", o.tally.faultsCaused, o.options.faults),
    share(`of ${all} events of Stripe's dropped`, fates.dropped),
    share("duplicated", fates.duplicated),
    share("late", fates.late),
    {
      name: "late ones that others overtook",
      value: String(postOffice.overtaken()),
      wanted: "> 0",
      ok: postOffice.overtaken() > 0,
    },
    {
      name: "webhooks refused at first",
      value: String(receiver.refused.size),
      wanted: "> 0",
      ok: receiver.refused.size > 0,
    },
  ];
}

const actRows = [
  ["refunds by operators", "refund by operator"],
  ["refunds in Stripe's dashboard", "refund by dashboard"],
  ["of both, pending and then succeeded", "refund: settle"],
  ["of both, failed", "refund: fail"],
  ["disputes", "dispute"],
  ["inquiries", "inquiry"],
  ["of both, won or closed", "dispute: win"],
  ["of both, lost", "dispute: lose"],
  ["of both, opened again", "dispute: reopen"],
] as const;

/** What was done after payments were paid, beside what the seed had planned. */
function acts({ tally, options: { seed, payments } }: Outcome): Row[] {
  const count = (act: string) => tally.acts.get(act) ?? 0;
  const plans = Array.from({ length: payments }, (_, index) => planOf(seed, index, payments));
  const planned = countActs(plans.map(({ after }) => after));
  const spending = plans.filter(({ spends }) => spends).length;
  const refused = count("purchase without funds");
  return [
    exactly("customers who spend a deposit", count("purchase") + refused, spending),
    {
      name: "of those, refused for lack of funds",
      value: String(refused),
      wanted: `< ${spending}`,
      ok: spending === 0 || refused < spending,
    },
    ...actRows.map(([name, act]) => exactly(name, count(act), planned.get(act) ?? 0)),
  ];
}

function answers({ tally, load, emptied, reconciled }: Outcome): Row[] {
  const repeated = [...tally.repeated.values()].reduce((sum, part) => sum + part, 0);
  return [
    { name: "calls repeated", value: String(repeated), wanted: "any", ok: true },
    exactly("calls given up", load.unanswered.length, 0),
    exactly("answers that should not be", tally.faults.length, 0),
    exactly("keys that bought twice", tally.contradicted.length, 0),
    {
      name: "queues ran empty",
      value: emptied.every(Boolean) ? "yes" : "no",
      wanted: "yes",
      ok: emptied.every(Boolean),
    },
    {
      name: "payments mended by reconcile",
      value: String(reconciled?.mended ?? 0),
      wanted: "> 0",
      ok: (reconciled?.mended ?? 0) > 0,
    },
    exactly("reconcile's exit code", reconciled?.code ?? 1, 0),
  ];
}

function workers({ takeOvers }: Outcome): Row[] {
  const holding = takeOvers.filter(({ jobs }) => jobs > 0);
  const longest = Math.max(0, ...takeOvers.map(({ ms }) => ms));
  return [
    {
      name: "workers that died with jobs begun",
      value: `${holding.length}, ${holding.reduce((sum, { jobs }) => sum + jobs, 0)} jobs`,
      wanted: "any",
      ok: true,
    },
    {
      name: "longest until their jobs were taken over",
      value: `${(longest / 1_000).toFixed(1)} s`,
      wanted: `≤ ${TAKE_OVER_MS / 1_000} s`,
      ok: longest <= TAKE_OVER_MS && takeOvers.every(({ left }) => left.length === 0),
    },
  ];
}

/** What one check found, as a row. */
export const checkRow = ({ name, of, lost }: Check): Row => ({
  name,
  value: of === 0 ? String(lost.length) : String(of - lost.length),
  wanted: String(of),
  ok: lost.length === 0,
});
