import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { freePort } from "../../http/free-port";
import { bundled } from "../../setup/bundled";

const run = promisify(execFile);
const reconcile = await bundled("scripts/reconcile.ts");
const server = await bundled("testing/database/backup/server.ts");

/** Runs a command of package.json in a process of its own: its exit code and its output. */
export async function npmRun(script: "db:migrate" | "reconcile", ...args: string[]) {
  // The migrations' files lie beside their program.
  const command = script === "reconcile" ? [reconcile] : ["--import", "tsx", "db/migrate.ts"];
  return run(process.execPath, [...command, ...args]).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }) => ({ code, output: `${stdout}${stderr}` }),
  );
}

/** Starts the product's process with its worker, or without. */
export async function bootProduct(settings: { WORKER: "on" | "off" }) {
  const port = await freePort();
  const child = spawn(process.execPath, [server], {
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
    /** The response of `/api/health`. */
    async health() {
      const response = await fetch(`http://127.0.0.1:${port}/api/health`);
      return { status: response.status, body: await response.json() };
    },
    /** Stops it with SIGTERM. Resolves with its exit code. */
    async stop(): Promise<number | null> {
      if (child.exitCode !== null) return child.exitCode;
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      return (await exited)[0];
    },
    kill: () => child.kill("SIGKILL"),
  };
}
