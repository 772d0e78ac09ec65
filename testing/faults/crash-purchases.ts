import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { bundledForManyStarts } from "../setup/bundled";
import type { CrashPlan } from "./crash-plan";

const script = await bundledForManyStarts("testing/faults/crash-purchases-process.ts");

/**
 * Runs a process that works on all these purchases concurrently, and is killed when each of them has reached the point
 * of its plan or ended before. Returns which of them reached it.
 */
export async function crashPurchases(plans: CrashPlan[]): Promise<boolean[]> {
  const child = spawn(process.execPath, [script], {
    // A purchase that waits at its point must not time out before all have reached theirs.
    env: { ...process.env, TRADING_TIMEOUT_SECONDS: "20" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(plans));
  const [report, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (signal !== "SIGKILL") throw new Error(`the process was not killed: ${signal ?? code}`);
  return z.array(z.boolean()).parse(JSON.parse(report));
}
