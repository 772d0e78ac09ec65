import type { Check } from "./check";
import type { Load } from "./load";
import type { Options } from "./options";
import { planOf } from "./plan";
import { countActions } from "./plan-follow-up";
import type { Reconciled } from "./settle";
import type { Stack } from "./stack";
import type { Row } from "./table";
import type { TakeOver } from "./take-over";
import type { Tally } from "./tally";

/** How long it may take until another worker starts the jobs of a dead one. */
const TAKE_OVER_MS = 10_000;

export interface SoakResult {
  options: Options;
  tally: Tally;
  load: Load;
  takeOvers: TakeOver[];
  /** Whether the queues became empty, before the comparison with Stripe and after it. */
  emptied: boolean[];
  reconciled: Reconciled | null;
  checks: Check[];
}

type Part = Pick<Stack, "eventRelay" | "receiver" | "web">;

/** The table's rows, and each id that a check found. */
export function summarise(stack: Part, result: SoakResult) {
  const rows = [
    ...faultRows(stack, result),
    ...actionRows(result),
    ...callRows(result),
    ...takeOverRows(result),
    ...result.checks.map(checkRow),
  ];
  const { load, tally, takeOvers, checks } = result;
  const lost = [
    ...load.abandoned,
    ...tally.unexpectedErrors,
    ...tally.lostInStops,
    ...tally.conflictingReplays.map((id) => `two results of one key: ${id}`),
    ...takeOvers.flatMap(({ left }) => left.map((id) => `job ${id} of a dead worker`)),
    ...checks.flatMap(({ name, lost }) => lost.map((id) => `${name}: ${id}`)),
  ];
  return { rows, lost, ok: rows.every(({ ok }) => ok) };
}

const exactly = (name: string, value: number, expected: number): Row => ({
  name,
  value: String(value),
  expected: String(expected),
  ok: value === expected,
});

/** The faults that were injected: without them the result would prove nothing. */
function faultRows({ eventRelay, receiver, web }: Part, o: SoakResult): Row[] {
  const { deliveries } = eventRelay;
  const all = Object.values(deliveries).reduce((sum, part) => sum + part, 0);
  const share = (name: string, part: number): Row => ({
    name,
    value: `${part} (${((100 * part) / all).toFixed(1)} %)`,
    expected: "5 %",
    ok: part > 0,
  });
  return [
    exactly("payments", o.load.orders.length, o.options.payments),
    exactly("workers killed", o.tally.kills, o.options.kills),
    exactly("PostgreSQL restarted", o.tally.restarts, o.options.restarts),
    exactly("web process killed", o.tally.webKills, o.options.webKills),
    exactly("web process crashed", web.crashes(), 0),
    exactly("web process or worker restarted by SIGTERM", o.tally.stops, o.options.stops),
    exactly("requests and jobs lost by those restarts", o.tally.lostInStops.length, 0),
    {
      name: "calls cut off by killing the web process",
      value: String(o.tally.cutOff),
      expected: o.options.webKills > 0 ? "> 0" : "any",
      ok: o.tally.cutOff > 0 || o.options.webKills === 0,
    },
    exactly("database flapped or read-only", o.tally.faultsCaused, o.options.faults),
    share(`of ${all} Stripe events, dropped`, deliveries.dropped),
    share("duplicated", deliveries.duplicated),
    share("late", deliveries.late),
    {
      name: "late events overtaken by others",
      value: String(eventRelay.overtaken()),
      expected: "> 0",
      ok: eventRelay.overtaken() > 0,
    },
    {
      name: "webhooks rejected at first",
      value: String(receiver.rejected.size),
      expected: "> 0",
      ok: receiver.rejected.size > 0,
    },
  ];
}

const actionLabels = [
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

/** Actions after payments were paid, compared with the seed's plan. */
function actionRows({ tally, options: { seed, payments } }: SoakResult): Row[] {
  const count = (act: string) => tally.actions.get(act) ?? 0;
  const plans = Array.from({ length: payments }, (_, index) => planOf(seed, index, payments));
  const planned = countActions(plans.map(({ followUp }) => followUp));
  const spending = plans.filter(({ spends }) => spends).length;
  const rejected = count("purchase without funds");
  return [
    exactly("customers who spend a deposit", count("purchase") + rejected, spending),
    {
      name: "of those, rejected for lack of funds",
      value: String(rejected),
      expected: `< ${spending}`,
      ok: spending === 0 || rejected < spending,
    },
    ...actionLabels.map(([name, act]) => exactly(name, count(act), planned.get(act) ?? 0)),
  ];
}

function callRows({ tally, load, emptied, reconciled }: SoakResult): Row[] {
  const repeated = [...tally.repeated.values()].reduce((sum, part) => sum + part, 0);
  return [
    { name: "calls repeated", value: String(repeated), expected: "any", ok: true },
    exactly("calls abandoned", load.abandoned.length, 0),
    exactly("unexpected error responses", tally.unexpectedErrors.length, 0),
    exactly("keys with two results", tally.conflictingReplays.length, 0),
    {
      name: "all queues became empty",
      value: emptied.every(Boolean) ? "yes" : "no",
      expected: "yes",
      ok: emptied.every(Boolean),
    },
    {
      name: "payments repaired by reconcile",
      value: String(reconciled?.repaired ?? 0),
      expected: "> 0",
      ok: (reconciled?.repaired ?? 0) > 0,
    },
    exactly("reconcile's exit code", reconciled?.code ?? 1, 0),
  ];
}

function takeOverRows({ takeOvers }: SoakResult): Row[] {
  const holding = takeOvers.filter(({ jobs }) => jobs > 0);
  const longest = Math.max(0, ...takeOvers.map(({ ms }) => ms));
  return [
    {
      name: "workers killed while running jobs",
      value: `${holding.length}, ${holding.reduce((sum, { jobs }) => sum + jobs, 0)} jobs`,
      expected: "any",
      ok: true,
    },
    {
      name: "longest time until another worker started those jobs",
      value: `${(longest / 1_000).toFixed(1)} s`,
      expected: `≤ ${TAKE_OVER_MS / 1_000} s`,
      ok: longest <= TAKE_OVER_MS && takeOvers.every(({ left }) => left.length === 0),
    },
  ];
}

/** The result of one check as a row. */
export const checkRow = ({ name, total, lost }: Check): Row => ({
  name,
  value: total === 0 ? String(lost.length) : String(total - lost.length),
  expected: String(total),
  ok: lost.length === 0,
});
