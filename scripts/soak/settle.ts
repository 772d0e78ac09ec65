import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bundle } from "@/testing/setup/bundle";
import { within } from "./clock";
import { LEFT_JOBS } from "./queries";
import type { Stack } from "./stack";

/** Waits until no event and no job is pending. Resolves with false if some still are after `ms`. */
export function waitUntilIdle(
  { stripe, eventRelay, database }: Stack,
  ms: number,
): Promise<boolean> {
  return within(ms, async () => {
    if (!eventRelay.isIdle() || (await stripe.countPendingEvents()) > 0) return false;
    return (await database.query(LEFT_JOBS)).length === 0;
  });
}

/** The result of a comparison with Stripe. */
export interface Reconciled {
  /** The command's exit code: 0 if nothing needs manual review. */
  code: number;
  repaired: number;
  output: string;
}

/** Runs `npm run reconcile` as an operator does. It recovers what dropped events would have changed. */
export async function reconcile({ dir, env, database }: Stack): Promise<Reconciled> {
  const program = join(dir, "reconcile.mjs");
  await bundle("scripts/reconcile.ts", program);
  const child = spawn(process.execPath, [program, "1"], { cwd: dir, env, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  // `mended` is the name under which findings of the kind `repaired` are stored.
  const [last] = await database.query(
    `select count(*) filter (where finding ->> 'kind' in ('mended', 'repaired'))::int as repaired
     from jsonb_array_elements((select findings from reconciliations order by id desc limit 1)) finding`,
  );
  return { code: Number(code), repaired: Number(last?.repaired ?? 0), output };
}
