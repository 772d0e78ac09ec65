import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const PORT = 3127;
const DATA_DIR = ".data-e2e";
const POLL_MS = 500;

/** The settings of the stack that the browser specs run on. Its rate limits are high, so that no spec reaches them. */
export const e2eStack = {
  origin: `http://localhost:${PORT}`,
  health: `http://localhost:${PORT}/api/health`,
  dataDir: DATA_DIR,
  env: {
    PORT: String(PORT),
    DATA_DIR,
    RATE_LIMIT_ANONYMOUS: "100000",
    RATE_LIMIT_SIGN_IN: "1000",
    RATE_LIMIT_PAYMENTS: "1000",
    RATE_LIMIT_DECLINES: "1000",
    RATE_LIMIT_SIGN_IN_FAILURES: "1000",
    RATE_LIMIT_APP_SIGN_IN: "1000",
    LOG_LEVEL: "warn",
  },
};

/**
 * Starts to build and run the stack in the background, with new data. Its output goes to a file. `ready` resolves when
 * the stack is healthy, and throws an Error with its output if it ends before. `stop` ends it by SIGTERM.
 */
export function startE2eStack(logFile: string) {
  rmSync(DATA_DIR, { recursive: true, force: true });
  const output = openSync(logFile, "w");
  const stack = spawn(process.execPath, ["--import", "tsx", "scripts/stack/launch.ts", "preview"], {
    env: { ...process.env, ...e2eStack.env },
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  const exited = once(stack, "exit");
  const hasEnded = () => stack.exitCode !== null || stack.signalCode !== null;
  return {
    async ready(): Promise<void> {
      for (;;) {
        // Checked first: this stack ends if the port is in use, and the other process there may look healthy.
        if (hasEnded()) throw new Error(readFileSync(logFile, "utf8"));
        if (await isHealthy()) return;
        await sleep(POLL_MS);
      }
    },
    async stop(): Promise<void> {
      if (hasEnded()) return;
      stack.kill("SIGTERM");
      await exited;
    },
  };
}

const isHealthy = () =>
  fetch(e2eStack.health).then(
    ({ ok }) => ok,
    () => false,
  );
