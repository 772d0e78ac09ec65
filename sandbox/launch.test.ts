import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "./ports";
import { projectDir } from "./settings";

const data = { one: ".data-test-one", other: ".data-test-other", third: ".data-test-third" };
const launchers: ChildProcess[] = [];
const tsconfig = readFileSync(join(projectDir, "tsconfig.json"), "utf8");
let port: number;
let otherPort: number;

interface Run {
  launcher: ChildProcess;
  output: () => string;
  /** The app is about to start: everything it needs runs. */
  started: () => Promise<void>;
  /** The first page was served. */
  ready: () => Promise<void>;
}

/** Starts a stack as `npm run dev` does, in a process group of its own, as a terminal would. */
function launch(dataDir: string, onPort: number): Run {
  const launcher = spawn(process.execPath, ["--import", "tsx", "sandbox/launch.ts", "dev"], {
    cwd: projectDir,
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: "development",
      DATA_DIR: dataDir,
      PORT: String(onPort),
      ...blank,
    },
  });
  launchers.push(launcher);
  let output = "";
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  const said = (text: string) => () =>
    vi.waitFor(() => expect(output).toContain(text), { timeout: 300_000 });
  return {
    launcher,
    output: () => output,
    started: said("Next.js"),
    ready: said("Propdesk is ready"),
  };
}

/** Settings of the person who runs the tests must not reach the stack. */
const blank = Object.fromEntries(
  [
    "APP_URL",
    "DATABASE_URL",
    "NEXTAUTH_SECRET",
    "ENCRYPTION_KEYS",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY",
  ].map((name) => [name, ""]),
);

/** What runs on a data folder, or on its app's port. */
function processesOf(dataDir: string, onPort: number): string[] {
  const all = execFileSync("ps", ["axww", "-o", "args="], { encoding: "utf8" }).split("\n");
  return all.filter((args) => args.includes(`${dataDir}/`) || args.includes(`-p ${onPort}`));
}

function stackOf(dataDir: string) {
  return JSON.parse(readFileSync(join(projectDir, dataDir, "stack.json"), "utf8"));
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function exitOf({ launcher }: Run): Promise<number | null> {
  if (launcher.exitCode === null && launcher.signalCode === null) await once(launcher, "exit");
  return launcher.exitCode;
}

beforeAll(async () => {
  [port, otherPort] = await Promise.all([freePort(), freePort()]);
});

afterAll(async () => {
  for (const launcher of launchers) launcher.kill("SIGKILL");
  for (const folder of Object.values(data)) {
    await rm(join(projectDir, folder), { recursive: true, force: true, maxRetries: 20 });
  }
});

describe("the launcher", { timeout: 400_000 }, () => {
  let one: Run;
  let other: Run;

  it("serves two copies side by side from one checkout", async () => {
    one = launch(data.one, port);
    other = launch(data.other, otherPort);
    await Promise.all([one.ready(), other.ready()]);

    const stacks = [stackOf(data.one), stackOf(data.other)];
    for (const { app_url } of stacks) expect((await fetch(app_url)).status).toBe(200);
    expect(stacks[0].database_url).not.toBe(stacks[1].database_url);
    expect(one.output()).toContain(stacks[0].demo.trader.email);
    expect(readFileSync(join(projectDir, "tsconfig.json"), "utf8")).toBe(tsconfig);
  });

  it("refuses a second start on the same data folder", async () => {
    const second = launch(data.one, await freePort());
    expect(await exitOf(second)).toBe(1);
    expect(second.output()).toContain("A stack already runs on");
  });

  it("refuses a port that is in use", async () => {
    const second = launch(data.third, port);
    expect(await exitOf(second)).toBe(1);
    expect(second.output()).toContain(`Port ${port} is in use`);
  });

  it("takes everything with it when it is killed", async () => {
    await query(stackOf(data.one).database_url, "create table kept as select 42 as answer");
    one.launcher.kill("SIGKILL");
    await vi.waitFor(() => expect(processesOf(data.one, port)).toEqual([]), { timeout: 15_000 });
    expect(processesOf(data.other, otherPort)).not.toEqual([]);
  });

  it("starts again after that with the data that it had", async () => {
    await rm(join(projectDir, data.one, "stack.json"));
    one = launch(data.one, port);
    await one.started();
    const { database_url } = stackOf(data.one);
    expect(await query(database_url, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  it("stops everything on a Ctrl-C, which reaches the terminal's whole process group", async () => {
    for (const { launcher } of [one, other]) process.kill(-Number(launcher.pid), "SIGINT");
    expect(await Promise.all([exitOf(one), exitOf(other)])).toEqual([0, 0]);
    expect([...processesOf(data.one, port), ...processesOf(data.other, otherPort)]).toEqual([]);
    expect(existsSync(join(projectDir, data.one, "stack.json"))).toBe(false);
  });
});
