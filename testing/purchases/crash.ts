import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { bundled } from "../bundled";
import type { CrashPlan } from "./crash-plan";

const script = await bundled("testing/purchases/crash-buy.ts");

/**
 * Runs a process that works on all these purchases at once and is killed when each of them stands
 * where its plan says, or has come to its end before. Tells which of them stood there.
 */
export async function crash(plans: CrashPlan[]): Promise<boolean[]> {
  const child = spawn(process.execPath, [script], {
    // What stands still must not be given up before all of them do.
    env: { ...process.env, TRADING_ANSWER_SECONDS: "20" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(plans));
  const [report, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (signal !== "SIGKILL") throw new Error(`the process was not killed: ${signal ?? code}`);
  return z.array(z.boolean()).parse(JSON.parse(report));
}
