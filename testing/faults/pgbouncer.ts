import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { whoRunsPostgres } from "@/sandbox/postgres/run-as";
import { freePort } from "../http/free-port";

// Debian has it where a user's PATH doesn't look.
const PATH = `${process.env.PATH}:/usr/sbin`;
const START_MS = 30_000;

export const isPgBouncerInstalled = () =>
  spawnSync("pgbouncer", ["--version"], { env: { ...process.env, PATH } }).status === 0;

/**
 * Starts a PgBouncer in transaction mode in front of a database's server, with its stock settings.
 *
 * @param databaseUrl a database of the server; its user and password are let in.
 */
export async function startPgBouncer(databaseUrl: string) {
  const server = new URL(databaseUrl);
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "propdesk-pgbouncer-"));
  const users = join(dir, "users.txt");
  const settings = join(dir, "pgbouncer.ini");
  writeFileSync(users, `"${server.username}" "${server.password}"\n`);
  writeFileSync(
    settings,
    `[databases]
* = host=${server.hostname} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
`,
  );
  // It doesn't run as root either.
  chmodSync(dir, 0o755);
  const child = spawn("pgbouncer", ["--quiet", settings], {
    env: { ...process.env, PATH },
    stdio: "ignore",
    ...whoRunsPostgres(),
  });
  const ended = once(child, "exit");
  const end = Date.now() + START_MS;
  while (!(await accepts(port))) {
    if (child.exitCode !== null || Date.now() > end) throw new Error("PgBouncer doesn't start");
    await sleep(20);
  }
  return {
    /** The address of a database through it. */
    url(url: string): string {
      const through = new URL(url);
      through.host = `127.0.0.1:${port}`;
      return through.href;
    },
    async stop(): Promise<void> {
      child.kill("SIGKILL");
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
