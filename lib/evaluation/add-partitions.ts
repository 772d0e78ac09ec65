import { sql } from "drizzle-orm";
import type { Context } from "@/lib/core/context";

/** Adds the partitions of `trading_snapshots` for this month and the next two. Repeating it changes nothing. */
export async function addSnapshotPartitions({ db, log }: Context): Promise<void> {
  const { rows } = await db.execute<{ added: number }>(
    sql`select add_snapshot_partitions() as added`,
  );
  const added = rows[0]?.added ?? 0;
  if (added > 0) log.info({ added }, "trading_snapshots.partitions_added");
}
