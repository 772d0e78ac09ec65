import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type Finding, findingKinds } from "@/lib/payments/schemas";
import { metrics } from "./registry";

/** When Stripe was last heard of: its last event, and the last comparison with its books and what that found. */
export async function readStripe(db: Database): Promise<void> {
  const { eventAge, reconciledAt, findings } = metrics();
  const { rows: events } = await db.execute<{ age: number | null }>(
    sql`select extract(epoch from now() - max(received_at))::float8 as age from stripe_events`,
  );
  const age = events[0]?.age ?? null;
  if (age === null) eventAge.remove();
  else eventAge.set(Math.max(0, age));

  const { rows } = await db.execute<{ at: number; findings: Pick<Finding, "kind">[] }>(sql`
    select extract(epoch from finished_at)::float8 as at, findings
    from reconciliations order by id desc limit 1`);
  const [last] = rows;
  if (last) reconciledAt.set(last.at);
  else reconciledAt.remove();
  for (const kind of findingKinds) {
    const count = last?.findings.filter((found) => found.kind === kind).length;
    findings.set({ kind }, count ?? 0);
  }
}
