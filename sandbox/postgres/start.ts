import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startGuarded } from "../guarded";
import { storedPort } from "../ports";
import { StartError } from "../start-error";
import { prepareBinaries } from "./binaries";
import { initialise, SUPERUSER, storedPassword } from "./initialise";
import { placeCluster } from "./place";
import { stopLeftover, whenReady } from "./postmaster";
import { type RunAs, whoRunsPostgres } from "./run-as";

export interface StartOptions {
  /** A folder for this server alone: cluster, password and port. Created if it is missing. */
  dataDir: string;
  /** The port; by default that of the last start, or a free one. */
  port?: number;
  /** The file that PostgreSQL's log is appended to. Default: `postgres.log` in `dataDir`. */
  log?: string;
  /** More of PostgreSQL's settings. */
  settings?: Record<string, string>;
  /** Called with one line that the user should know, such as another place of the data. */
  say?: (line: string) => void;
}

export interface Postgres {
  /** The connection string of a database, by name. */
  url(database: string): string;
  /** The connection string of the maintenance database, for `create database`. */
  adminUrl: string;
  port: number;
  /** Process id of the postmaster. */
  pid: number;
  /** Resolves when the server has ended, for any reason. */
  exited: Promise<void>;
  /** Stops the server cleanly: clients are disconnected, everything is on disk. */
  stop(): Promise<void>;
  /** Kills the server; the next start recovers. */
  kill(): void;
}

/**
 * Starts a real PostgreSQL on 127.0.0.1, and creates the cluster on the first start. A server that an
 * earlier start left behind on the same folder is stopped first; a killed one recovers.
 *
 * @throws StartError, with the end of the log, if the server doesn't start.
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const say = options.say ?? (() => undefined);
  const user = whoRunsPostgres();
  const { initdb, postgres } = await prepareBinaries(user, say);
  const { dataDir, log = join(dataDir, "postgres.log") } = options;
  const cluster = join(await placeCluster(dataDir, user, say), "cluster");
  const password = await storedPassword(join(dataDir, "password"));
  await initialise(initdb, cluster, password, user);
  await stopLeftover(cluster);

  const port = options.port ?? (await storedPort(join(dataDir, "port")));
  const args = ["-D", cluster, ...toArguments({ ...settings(port), ...options.settings })];
  const { server, pid } = await startServer(postgres, args, cluster, log, user);
  const url = (database: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  return {
    url,
    adminUrl: url("postgres"),
    port,
    pid,
    exited: server.exited.then(() => undefined),
    stop: server.stop,
    kill: server.kill,
  };
}

/** After a kill, the last back ends may hold the shared memory for a moment: it tries again. */
async function startServer(
  postgres: string,
  args: string[],
  cluster: string,
  log: string,
  user: RunAs | undefined,
) {
  const tries = 5;
  for (let attempt = 1; ; attempt++) {
    const output = openSync(log, "a", 0o600);
    const server = startGuarded(postgres, args, {
      signal: "SIGINT",
      graceMs: 8_000,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
      user,
      output,
    });
    closeSync(output);
    try {
      return { server, pid: await whenReady(cluster, server.exited) };
    } catch {
      if (attempt < tries) await sleep(attempt * 300);
      else
        throw new StartError(
          `PostgreSQL failed to start. Last lines of ${log}:\n${await tail(log)}`,
        );
    }
  }
}

const settings = (port: number): Record<string, string> => ({
  port: String(port),
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
});

const toArguments = (values: Record<string, string>): string[] =>
  Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

async function tail(file: string): Promise<string> {
  return (await readFile(file, "utf8")).trimEnd().split("\n").slice(-10).join("\n");
}
