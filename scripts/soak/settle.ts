import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bundle } from "@/testing/bundle";
import { within } from "./clock";
import { LEFT_JOBS } from "./queries";
import type { Stack } from "./stack";

/** Waits until nothing is under way any more. Resolves with false when after `ms` something still is. */
export function settled({ stripe, postOffice, database }: Stack, ms: number): Promise<boolean> {
  return within(ms, async () => {
    if (!postOffice.isIdle() || (await stripe.waiting()) > 0) return false;
    return (await database.query(LEFT_JOBS)).length === 0;
  });
}

/** What a comparison with Stripe ended with. */
export interface Reconciled {
  /** The command's exit code: 0 where nothing is left for a person. */
  code: number;
  mended: number;
  said: string;
}

/** `npm run reconcile`, as an operator runs it: it brings back what was lost. */
export async function reconcile({ dir, env, database }: Stack): Promise<Reconciled> {
  const program = join(dir, "reconcile.mjs");
  await bundle("scripts/reconcile.ts", program);
  const child = spawn(process.execPath, [program, "1"], { cwd: dir, env, stdio: "pipe" });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text) => {
      said += text;
    });
  }
  const [code] = await once(child, "close");
  const [last] = await database.query(
    `select count(*) filter (where finding ->> 'kind' = 'mended')::int as mended
     from jsonb_array_elements((select findings from reconciliations order by id desc limit 1)) finding`,
  );
  return { code: Number(code), mended: Number(last?.mended ?? 0), said };
}
