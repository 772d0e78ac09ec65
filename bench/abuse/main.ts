import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { projectDir } from "@/sandbox/settings";
import { createEnding } from "@/scripts/ending";
import { createProgress } from "@/scripts/soak/progress";
import { figure, type Measured, quotient } from "../measured";
import { checkout } from "../measures/checkout";
import { FEW_ROWS } from "../options";
import { settle } from "../settle";
import { type Stack, startStack } from "../stack";
import { median, ratios } from "../statistics";
import { renderTable } from "../table";
import { prepareTraders } from "../traders";
import { usageOf } from "../usage";
import { HOSTILE_CONNECTIONS, type Told } from "./hostile";

// What a checkout suffers from 100 hostile connections: see README.md, "Abuse".
const ROUNDS = 3;
const SECONDS = 10;
/** Checkouts that are under way at a time. */
const CHECKOUTS = 4;
const SAMPLE_MS = 250;
/** An attack begins so long before the checkouts that are measured under it. */
const HEAD_START_MS = 2_000;
/** The limits are those that the product is shipped with, which the bench otherwise raises. */
const SHIPPED = {
  RATE_LIMIT_SIGN_IN: "",
  RATE_LIMIT_ANONYMOUS: "",
  RATE_LIMIT_READS: "",
  RATE_LIMIT_WRITES: "",
};

const progress = createProgress(process.stderr);
const { onEnd, stop } = createEnding(progress);

async function step(name: string, work: Promise<unknown>): Promise<void> {
  const from = Date.now();
  await work;
  progress.say(`${name.padEnd(28)}${((Date.now() - from) / 1_000).toFixed(1).padStart(8)} s`);
}

/** Most memory that a process and what it started had at a time while something was done. */
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
    async attack(port: number, seconds: number): Promise<Told> {
      const answered = once(child, "message");
      child.send({ port, seconds });
      const [told] = await Promise.race([answered, ended]);
      return told as Told;
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
  const alone: { p99: number; rssMb: number }[] = [];
  const attacked: typeof alone = [];
  const told: Told[] = [];

  // One that doesn't count comes first, so that everything is warm.
  await load.run(SECONDS);
  for (let round = 1; round <= ROUNDS; round++) {
    await settle([pool]);
    progress.show(round / ROUNDS, `round ${round}: alone`);
    const before = await peakOf(web.pid, load.run(SECONDS));
    alone.push({ p99: before.result.p99 ?? Number.NaN, rssMb: before.rssMb });
    await settle([pool]);
    progress.show(round / ROUNDS, `round ${round}: attacked`);
    const attack = hostile.attack(port, SECONDS + (2 * HEAD_START_MS) / 1_000);
    await sleep(HEAD_START_MS);
    const under = await peakOf(web.pid, load.run(SECONDS));
    attacked.push({ p99: under.result.p99 ?? Number.NaN, rssMb: under.rssMb });
    told.push(await attack);
    const ms = [before, under].map(({ result }) => `${result.p99?.toFixed(0)} ms`);
    progress.say(`round ${round}: p99 ${ms.join(", attacked ")}`);
  }
  for (const [name, statuses] of Object.entries(told.at(-1) ?? {})) {
    progress.say(`${name.padEnd(16)}${JSON.stringify(statuses)}`);
  }
  const of = (rounds: typeof alone, what: "p99" | "rssMb") => rounds.map((it) => it[what]);
  const row = (name: string, what: "p99" | "rssMb", most: number): Measured => {
    // The worst round counts: the first of an attack is, before any address has reached its limit.
    const ratio = Math.max(...ratios(of(attacked, what), of(alone, what)));
    const baseline = median(of(alone, what));
    return { ...quotient(name, ratio * baseline, baseline, { most }), value: ratio };
  };
  return [
    figure("checkout p99 alone", median(of(alone, "p99")), "ms"),
    figure("checkout p99 under attack", median(of(attacked, "p99")), "ms"),
    row("checkout p99, worst attacked ÷ alone", "p99", 5),
    figure("memory alone", median(of(alone, "rssMb")), "MB"),
    figure("memory under attack", median(of(attacked, "rssMb")), "MB"),
    row("memory, worst attacked ÷ alone", "rssMb", 1.5),
  ];
}

async function abuse(): Promise<void> {
  const options = { quick: true, rounds: ROUNDS, seconds: SECONDS, rows: FEW_ROWS } as const;
  const memory = { first: 0, last: 0 };
  const keep = process.argv.includes("--keep");
  const stack = await startStack({ ...options, memory, keep }, onEnd, step, SHIPPED);
  // The tokens that are signed here are those of the web process.
  Object.assign(process.env, stack.env, { LOG_LEVEL: "warn" });
  const measures = await measure(stack);
  console.log(renderTable(measures));
  const isHeld = measures.every(({ ok }) => ok !== false);
  const words = isHeld ? "The checkout holds" : "The checkout does not hold";
  await stop(isHeld ? 0 : 1, `\n${words} against ${HOSTILE_CONNECTIONS} hostile connections.`);
}

abuse().catch((error: unknown) =>
  stop(1, error instanceof Error ? (error.stack ?? error.message) : String(error)),
);
