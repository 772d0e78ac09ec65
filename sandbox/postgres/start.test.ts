import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isAlive, isGoneWithin } from "../processes";
import { type Postgres, startPostgres } from "./start";

const isRoot = process.getuid?.() === 0;
let folder: string;
let started: Postgres[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "propdesk-postgres-"));
  await chmod(folder, 0o711);
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir = join(folder, "a")): Promise<Postgres> {
  const server = await startPostgres({ dataDir });
  started.push(server);
  return server;
}

async function query(server: Postgres, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  // A killed server notifies its clients.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("startPostgres", () => {
  it("stopped and started → the same data and port, no process left", async () => {
    const first = await start();
    await query(first, "create table stored as select 42 as number");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await query(second, "select number from stored")).toEqual([{ number: 42 }]);
  });

  it("killed and started → committed data is recovered", async () => {
    const first = await start();
    await query(first, "create table stored as select 42 as number");
    process.kill(first.pid, "SIGKILL");
    await first.exited;

    const second = await start();
    expect(await query(second, "select number from stored")).toEqual([{ number: 42 }]);
  });

  it("a pid file whose process id belongs to another process → started", async () => {
    const first = await start();
    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const pidFile = join(folder, "a/cluster/postmaster.pid");
    const lines = (await readFile(pidFile, "utf8")).split("\n");
    await writeFile(pidFile, [process.pid, ...lines.slice(1)].join("\n"));

    const second = await start();
    expect(await query(second, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("a server of an earlier start still runs → stopped, then started", async () => {
    const left = await start();
    const next = await start();
    expect(isAlive(left.pid)).toBe(false);
    expect(isAlive(next.pid)).toBe(true);
  });

  it("beside another one → on a port of its own", async () => {
    const [one, other] = await Promise.all([start(), start(join(folder, "b"))]);
    expect(one.port).not.toBe(other.port);
    await query(one, "create database only_here");
    const names = "select datname from pg_database where datname = 'only_here'";
    expect(await query(other, names)).toEqual([]);
  });

  it("the process that started it is killed → it ends", async () => {
    const script = join(folder, "starter.mts");
    await writeFile(
      script,
      `import { startPostgres } from ${JSON.stringify(new URL("./start.ts", import.meta.url).pathname)};
       const { pid } = await startPostgres({ dataDir: ${JSON.stringify(join(folder, "a"))} });
       console.log(pid);`,
    );
    const starter = spawn(process.execPath, ["--import", "tsx", script]);
    const [line] = await once(starter.stdout, "data");
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    starter.kill("SIGKILL");
    expect(await isGoneWithin(pid, 5_000)).toBe(true);
  });

  it.skipIf(!isRoot)("[root only] only root may enter the path → started elsewhere", async () => {
    await chmod(folder, 0o700);
    const server = await start();
    expect(await query(server, "select 1 as one")).toEqual([{ one: 1 }]);
    const place = (await readFile(join(folder, "a/moved-to.txt"), "utf8")).trim();
    await server.stop();
    await rm(place, { recursive: true });
  });
});
