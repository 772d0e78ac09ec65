import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { buyInput } from "@/lib/challenges/schemas";

/** Where a step can be overtaken: before its request, after its effect, once that is recorded. */
export const moments = ["before", "after", "recorded"] as const;

/** A purchase to be made or resumed, which step is refused to it, and where it is overtaken. */
export const crashPlan = z.object({
  work: z.union([
    z.object({ customer: z.number(), input: buyInput }),
    z.object({ purchase: z.number() }),
  ]),
  refuse: z.string().optional(),
  at: z.union([
    z.object({ step: z.string(), moment: z.enum(moments) }),
    z.object({ answer: z.number() }),
  ]),
});
export type CrashPlan = z.output<typeof crashPlan>;

/**
 * Runs a process that works on all these purchases at once and is killed when each of them stands
 * where its plan says, or has come to its end before. Tells which of them stood there.
 */
export async function crash(plans: CrashPlan[]): Promise<boolean[]> {
  const child = spawn(process.execPath, ["--import", "tsx", "testing/purchases/crash-buy.ts"], {
    // What stands still must not be given up before all of them do.
    env: { ...process.env, TRADING_ANSWER_SECONDS: "20" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(plans));
  const [report, [code, signal]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (signal !== "SIGKILL") throw new Error(`the process was not killed: ${signal ?? code}`);
  return z.array(z.boolean()).parse(JSON.parse(report));
}
