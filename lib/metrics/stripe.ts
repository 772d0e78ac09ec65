import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { metrics } from "@/lib/core/metrics";
import { findingKinds, toStoredKind } from "@/lib/payments/schemas";

/** Reads the age of the last Stripe event, and the time and the findings of the last comparison with Stripe. */
export async function readStripe(db: Database): Promise<void> {
  const { eventAge, reconciledAt, findings } = metrics();
  const { rows: events } = await db.execute<{ age: number | null }>(
    sql`select extract(epoch from now() - max(received_at))::float8 as age from stripe_events`,
  );
  const age = events[0]?.age ?? null;
  if (age === null) eventAge.remove();
  else eventAge.set(Math.max(0, age));

  const { rows } = await db.execute<{ at: number; findings: { kind: string }[] }>(sql`
    select extract(epoch from finished_at)::float8 as at, findings
    from reconciliations order by id desc limit 1`);
  const [last] = rows;
  if (last) reconciledAt.set(last.at);
  else reconciledAt.remove();
  for (const kind of findingKinds) {
    const names = [kind, toStoredKind(kind)];
    const count = last?.findings.filter((finding) => names.includes(finding.kind)).length;
    findings.set({ kind: toStoredKind(kind) }, count ?? 0);
  }
}
