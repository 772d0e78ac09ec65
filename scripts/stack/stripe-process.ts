import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Part } from "@/sandbox/restart-on-end";
import { StartError } from "@/sandbox/start-error";
import { projectDir, type StripeKeys } from "./settings";

export interface SandboxOptions {
  port: number;
  /** The stack's data folder; the sandbox stores its data and its log in it. */
  dataDir: string;
  keys: StripeKeys;
  /** The address that events are delivered to. */
  webhookUrl: string;
}

const STOP_MS = 2_000;

/**
 * Starts the Stripe sandbox as a separate process. It ends with this process, because its standard input closes.
 *
 * @throws StartError when it ends before it listens.
 */
export async function startStripeSandbox(options: SandboxOptions): Promise<Part> {
  const { port, dataDir, keys } = options;
  const logFile = join(dataDir, "stripe-sandbox.log");
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/stripe/main.ts"], {
    cwd: projectDir,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: {
      ...process.env,
      SANDBOX_PORT: String(port),
      SANDBOX_DATA_DIR: join(dataDir, "stripe"),
      SANDBOX_SECRET_KEY: keys.secretKey,
      SANDBOX_PUBLISHABLE_KEY: keys.publishableKey,
      SANDBOX_WEBHOOK_URL: options.webhookUrl,
      SANDBOX_WEBHOOK_SECRET: keys.webhookSecret,
      SANDBOX_EXIT_WITH_PARENT: "1",
    },
  });
  child.stdin.on("error", () => undefined);
  const exited = once(child, "close");
  const log = createWriteStream(logFile, { flags: "a", mode: 0o600 });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  exited.then(() => log.end());
  const lines = createInterface({ input: child.stdout });
  const listening = new Promise<void>((resolve) => {
    lines.on("line", (line) => {
      if (line.startsWith("stripe sandbox listening on ")) resolve();
    });
  });

  const failed = exited.then(() => {
    throw new StartError(`The Stripe sandbox failed to start. See the end of ${logFile}`);
  });
  await Promise.race([listening, failed]);
  failed.catch(() => undefined);

  return {
    exited,
    async stop() {
      child.stdin.end();
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
      await exited;
      clearTimeout(timer);
    },
    kill: () => child.kill("SIGKILL"),
  };
}
