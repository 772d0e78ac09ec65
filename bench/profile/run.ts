import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { buy } from "../measures/buy";
import { checkout } from "../measures/checkout";
import { events } from "../measures/events";
import { floor } from "../measures/floor";
import { list, poll, storefront } from "../measures/reads";
import { prepareAccounts, tradingEvents } from "../measures/trading-events";
import type { Profiled } from "../options";
import type { Measure } from "../rounds";
import { settle } from "../settle";
import type { Stack } from "../stack";
import type { Subject } from "../subject";
import { prepareTraders } from "../traders";
import { busyByArea } from "./areas";
import { resetStatements, statementTimes } from "./statements";

const WARM_UP_SECONDS = 2;
const SECONDS = 5;
const ACCOUNTS = 20_000;

const measures: Record<Profiled, (subject: Subject, stack: Stack) => Measure> = {
  floor: (subject) => floor(subject),
  buy: (subject) => buy(subject),
  list,
  poll,
  storefront,
  checkout: (subject) => checkout(subject),
  events: (subject, { stripe }) => events(stripe, subject),
  trading: (subject) => tradingEvents(subject, "trading", { count: ACCOUNTS }),
};

/** Where the time of one measure goes: of the web process by area, of PostgreSQL by statement. */
export async function profile(stack: Stack, name: Profiled): Promise<string> {
  const { webs, loader, profileFile: file } = stack;
  const web = webs.small;
  const pool = new pg.Pool({ connectionString: web.databaseUrl, max: 2 });
  try {
    const traders = await prepareTraders(web.databaseUrl);
    const subject: Subject = { name: "small", web, pool, traders, loader };
    if (name === "trading") await prepareAccounts(pool, ACCOUNTS);
    const measure = measures[name](subject, stack);
    const base = floor(subject);
    const load = async (each: Measure, seconds: number) => {
      const sample = await each.run(seconds);
      await settle([pool]);
      return sample;
    };
    for (const each of [base, measure]) await load(each, WARM_UP_SECONDS);
    // The profile itself takes time: the rate without it is measured first.
    const { rate: floorRate = 0 } = await load(base, SECONDS);
    const { rate = 0 } = await load(measure, SECONDS);
    await toggle(web.pid, `${file}.on`);
    await resetStatements(pool);
    const found = await measure.run(SECONDS);
    await toggle(web.pid, file);
    const areas = busyByArea(JSON.parse(await readFile(file, "utf8")));
    const statements = await statementTimes(pool);
    return [
      `${Math.round(rate)} a second of ${name}, ${Math.round(floorRate)} of the floor: ${(rate / floorRate).toFixed(2)}`,
      "",
      render(Math.max(1, (found.rate ?? 0) * SECONDS), areas, statements),
    ].join("\n");
  } finally {
    await pool.end();
    await rm(`${file}.on`, { force: true });
  }
}

/** Starts or ends the profile of a web process, which confirms it with a file; it is in its guard's group. */
async function toggle(guardPid: number, file: string): Promise<void> {
  process.kill(-guardPid, "SIGUSR2");
  while (!existsSync(file)) await sleep(20);
}

function render(
  requests: number,
  areas: ReturnType<typeof busyByArea>,
  statements: Awaited<ReturnType<typeof statementTimes>>,
): string {
  const each = (ms: number) => (ms / requests).toFixed(3).padStart(8);
  const busy = areas.reduce((sum, { ms }) => sum + ms, 0);
  return [
    `${each(busy)}  ms of the web process a request, jobs with it, of which`,
    ...areas.slice(0, 20).map(({ area, ms }) => `${each(ms)}  ${area}`),
    "",
    "Of PostgreSQL, without commits:",
    ...statements.map(
      ({ calls, ms, text }) =>
        `${each(ms)}  × ${(calls / requests).toFixed(2)}  ${text.slice(0, 130)}`,
    ),
  ].join("\n");
}
