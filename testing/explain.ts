import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Node[];
}

/** How long a statement took in the database, and the tables that it read from end to end. */
export async function explain(db: Database, statement: SQL) {
  const { rows } = await db.execute<{
    "QUERY PLAN": [{ Plan: Node; "Execution Time": number }];
  }>(sql`explain (analyze, timing off, format json) ${statement}`);
  const [plan] = rows[0]?.["QUERY PLAN"] ?? [];
  if (!plan) throw new Error("explain answered nothing");
  return { ms: plan["Execution Time"], scanned: scannedBy(plan.Plan) };
}

const scannedBy = (node: Node): string[] => [
  ...(node["Node Type"] === "Seq Scan" ? [node["Relation Name"] ?? ""] : []),
  ...(node.Plans ?? []).flatMap(scannedBy),
];
