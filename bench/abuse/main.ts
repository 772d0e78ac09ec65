import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createEnding } from "@/scripts/ending";
import { createProgress } from "@/scripts/soak/progress";
import { projectDir } from "@/scripts/stack/settings";
import { figure, type Measured, quotient } from "../measured";
import { checkout } from "../measures/checkout";
import { FEW_ROWS } from "../options";
import { settle } from "../settle";
import { type Stack, startStack } from "../stack";
import { median, ratios } from "../statistics";
import { renderTable } from "../table";
import { prepareTraders } from "../traders";
import { usageOf } from "../usage";
import { HOSTILE_CONNECTIONS, type Order, type StatusCounts } from "./hostile";
import { type Visited, visit } from "./visitor";

// How much 100 hostile connections slow down a checkout: see README.md, "Abuse".
const ROUNDS = 3;
const SECONDS = 10;
/** Concurrent checkouts. */
const CHECKOUTS = 4;
const SAMPLE_MS = 250;
/** An attack ends this long after the last measured checkout began. */
const LONGER_SECONDS = 2;
/** The product's default limits, which the bench otherwise raises. */
const SHIPPED = {
  RATE_LIMIT_SIGN_IN: "",
  RATE_LIMIT_ANONYMOUS: "",
  RATE_LIMIT_READS: "",
  RATE_LIMIT_WRITES: "",
};

/** Ten seconds: the checkouts' p99 in ms, the most memory in MB, and a visitor's longest wait. */
interface Span extends Visited {
  p99: number;
  rssMb: number;
}

/** `--only pages,log spam`: runs only these kinds of attack. */
const onlyAt = process.argv.indexOf("--only");
const only = onlyAt < 0 ? [] : (process.argv[onlyAt + 1] ?? "").split(",");

const progress = createProgress(process.stderr);
const { onEnd, stop } = createEnding(progress);

async function step(name: string, work: Promise<unknown>): Promise<void> {
  const from = Date.now();
  await work;
  progress.say(`${name.padEnd(28)}${((Date.now() - from) / 1_000).toFixed(1).padStart(8)} s`);
}

/** The most memory that a process and its children used while `work` ran. */
async function peakOf<T>(pid: number, work: Promise<T>): Promise<{ result: T; rssMb: number }> {
  let rssMb = 0;
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  const watching = (async () => {
    while (!isDone) {
      rssMb = Math.max(rssMb, (await usageOf(pid)).rssMb);
      await sleep(SAMPLE_MS);
    }
  })();
  const [result] = await Promise.all([done, watching]);
  return { result, rssMb };
}

function startHostile() {
  const child = fork(join(projectDir, "bench/abuse/hostile.ts"), {
    cwd: projectDir,
    execArgv: ["--import", "tsx"],
  });
  const ended = once(child, "exit");
  return {
    async attack(order: Order): Promise<StatusCounts> {
      const message = once(child, "message");
      child.send(order);
      const [counted] = await Promise.race([message, ended]);
      return counted as StatusCounts;
    },
    async stop() {
      if (child.exitCode !== null) return;
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function measure(stack: Stack): Promise<Measured[]> {
  const web = stack.webs.small;
  const pool = new pg.Pool({ connectionString: web.databaseUrl, max: 2 });
  onEnd(() => pool.end());
  const traders = await prepareTraders(web.databaseUrl);
  const subject = { name: "small", web, pool, traders, loader: stack.loader } as const;
  const hostile = startHostile();
  onEnd(hostile.stop);
  const port = Number(new URL(web.origin).port);
  const load = checkout(subject, CHECKOUTS);
  const alone: Span[] = [];
  const attacked: Span[] = [];
  const counted: StatusCounts[] = [];
  // Both rounds have the visitor: the attack isn't charged for a visit. From no address more than once a span.
  let addresses = 0;
  const span = async (): Promise<Span> => {
    addresses += 1;
    const loading = peakOf(web.pid, load.run(SECONDS));
    const [{ result, rssMb }, visited] = await Promise.all([
      loading,
      visit(web.origin, `127.0.100.${addresses}`),
    ]);
    return { p99: result.p99 ?? Number.NaN, rssMb, ...visited };
  };

  // An unmeasured round comes first, to warm up.
  await span();
  for (let round = 1; round <= ROUNDS; round++) {
    await settle([pool]);
    progress.show(round / ROUNDS, `round ${round}: alone`);
    const before = await span();
    await settle([pool]);
    progress.show(round / ROUNDS, `round ${round}: attacked`);
    // Its first seconds count, while its addresses are unknown: they differ in each round.
    const attack = hostile.attack({ port, round, seconds: SECONDS + LONGER_SECONDS, only });
    const under = await span();
    counted.push(await attack);
    alone.push(before);
    attacked.push(under);
    const ms = [before, under].map(({ p99 }) => `${p99.toFixed(0)} ms`);
    progress.say(`round ${round}: p99 ${ms.join(", attacked ")}`);
  }
  for (const [name, statuses] of Object.entries(counted.at(-1) ?? {})) {
    progress.say(`${name.padEnd(16)}${JSON.stringify(statuses)}`);
  }
  const of = (spans: Span[], what: keyof Span) => spans.map((it) => it[what]);
  const row = (name: string, what: keyof Span, most: number): Measured => {
    // The worst round counts.
    const ratio = Math.max(...ratios(of(attacked, what), of(alone, what)));
    const baseline = median(of(alone, what));
    return { ...quotient(name, ratio * baseline, baseline, { most }), value: ratio };
  };
  const longest = (name: string, what: keyof Span) => [
    figure(`${name} alone, longest`, Math.max(...of(alone, what)), "ms"),
    figure(`${name} under attack, longest`, Math.max(...of(attacked, what)), "ms"),
  ];
  return [
    figure("checkout p99 alone", median(of(alone, "p99")), "ms"),
    figure("checkout p99 under attack", median(of(attacked, "p99")), "ms"),
    row("checkout p99, worst attacked ÷ alone", "p99", 5),
    figure("memory alone", median(of(alone, "rssMb")), "MB"),
    figure("memory under attack", median(of(attacked, "rssMb")), "MB"),
    row("memory, worst attacked ÷ alone", "rssMb", 1.5),
    ...longest("a visitor's page", "page"),
    ...longest("a visitor's sign-in", "signIn"),
  ];
}

async function abuse(): Promise<void> {
  const leavesData = process.argv.includes("--keep");
  const stack = await startStack({ rows: FEW_ROWS, leavesData }, onEnd, step, SHIPPED);
  // The tokens that are signed here must be valid at the web process.
  Object.assign(process.env, stack.env, { LOG_LEVEL: "warn" });
  const measures = await measure(stack);
  console.log(renderTable(measures));
  const isHeld = measures.every(({ ok }) => ok !== false);
  const verdict = isHeld ? "The checkout holds" : "The checkout does not hold";
  await stop(isHeld ? 0 : 1, `\n${verdict} against ${HOSTILE_CONNECTIONS} hostile connections.`);
}

abuse().catch((error: unknown) =>
  stop(1, error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
