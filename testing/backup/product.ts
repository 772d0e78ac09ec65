import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { freePort } from "../free-port";

const run = promisify(execFile);

/** Runs a command of package.json in a process of its own: how it ended, and what it said. */
export async function npmRun(script: "db:migrate" | "reconcile", ...args: string[]) {
  const file = script === "reconcile" ? "scripts/reconcile.ts" : "db/migrate.ts";
  return run(process.execPath, ["--import", "tsx", file, ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
  );
}

/** Starts the product's process with its worker, or without. */
export async function bootProduct(settings: { WORKER: "on" | "off" }) {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "testing/backup/server.ts"], {
    env: {
      ...process.env,
      ...settings,
      PORT: String(port),
      NEXT_MANUAL_SIG_HANDLE: "true",
      DRAIN_SECONDS: "0",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return {
    /** What `/api/health` answers. */
    async health() {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health`);
      return { status: answer.status, body: await answer.json() };
    },
    /** Ends it in good order; resolves with its exit code. */
    async stop(): Promise<number | null> {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      return (await exited)[0];
    },
    kill: () => child.kill("SIGKILL"),
  };
}
