import pg from "pg";
import type { Progress } from "@/scripts/soak/progress";
import type { Measured } from "./measured";
import { buy } from "./measures/buy";
import { checkout, intentAlone } from "./measures/checkout";
import { deliveries, listen } from "./measures/deliveries";
import { events } from "./measures/events";
import { floor } from "./measures/floor";
import { judging } from "./measures/judge";
import { memory } from "./measures/memory";
import { list, poll, storefront } from "./measures/reads";
import { replay } from "./measures/replay";
import { roundTrips } from "./measures/round-trips";
import { prepareAccounts, snapshotRows, tradingEvents } from "./measures/trading-events";
import { writes } from "./measures/writes";
import type { Options } from "./options";
import { report } from "./report";
import { type Measure, runRounds } from "./rounds";
import { settle } from "./settle";
import type { Stack } from "./stack";
import type { Subject } from "./subject";
import { prepareTraders } from "./traders";

/** The same for three times as long: with few requests, the slowest in a hundred would be chance. */
const longer = ({ name, run }: Measure): Measure => ({ name, run: (seconds) => run(3 * seconds) });

/** Measures everything on a running stack. */
export async function runBench(
  stack: Stack,
  options: Options,
  progress: Progress,
  onEnd: (close: () => unknown) => void,
): Promise<Measured[]> {
  const { webs, loader, stripe, postgres } = stack;
  const subjectOf = async (name: "small" | "large"): Promise<Subject> => {
    const web = webs[name];
    const pool = new pg.Pool({ connectionString: web.databaseUrl, max: 2 });
    onEnd(() => pool.end());
    return { name, web, pool, traders: await prepareTraders(web.databaseUrl), loader };
  };
  const small = await subjectOf("small");
  const large = await subjectOf("large");
  const endpoints = {
    small: await listen(small, stack.receiver),
    large: await listen(large, stack.receiver),
  };
  const rounds = {
    ...options,
    show: progress.show,
    settle: () => settle([small.pool, large.pool]),
  };

  await prepareAccounts(small.pool, options.accounts);
  const statements = await roundTrips(small);
  const both = [small, large];
  const main = await runRounds(
    [
      floor(small),
      buy(small, { postgresPid: postgres.pid }),
      writes(small),
      buy(large),
      ...both.map((subject) => buy(subject, { hot: true })),
      // A second time, so that each has its baseline beside it.
      floor(small, "floor at reads"),
      ...both.map(list),
      ...both.map(poll),
      ...both.map(storefront),
      ...both.map((subject) => checkout(subject)),
      checkout(small, 1),
      intentAlone(stripe, small),
      ...both.map((subject) => longer(events(stripe, subject))),
      deliveries(small, endpoints.small),
      deliveries(large, endpoints.large),
      judging(),
      floor(small, "floor at trading"),
      tradingEvents(small, "trading", { count: options.accounts }),
      snapshotRows(small, options.accounts),
      floor(small, "floor alone", 1),
      tradingEvents(small, "trading alone", { count: options.accounts, batch: 1, connections: 1 }),
    ],
    rounds,
  );

  const second = await stack.startSecond();
  progress.show(0, `replay: ${options.replayed} events`);
  const replaySeconds = await replay(options.replayed);
  const used = await memory({ ...small, web: second }, options.memory, progress.show);
  const behind = (name: Subject["name"], origin: string): Subject => ({
    ...small,
    name,
    web: { ...small.web, origin },
  });
  const one = behind("one behind proxy", await stack.startProxy("proxy", ["small"]));
  const two = behind(
    "two behind proxy",
    await stack.startProxy("secondProxy", ["small", "second"]),
  );
  const scaled = await runRounds([buy(one), buy(two), poll(one), poll(two)], rounds);
  return report(
    new Map([...main, ...scaled]),
    { statements, memory: used, replaySeconds },
    options,
  );
}
