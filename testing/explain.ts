import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Node[];
}

/**
 * What a statement takes of the database, told in what no busy machine changes: how many pages of 8 kB it
 * looks into, cached or not, and which tables it reads from end to end.
 */
export async function explain(db: Database, statement: SQL) {
  const { rows } = await db.execute<{
    "QUERY PLAN": [{ Plan: Node }];
  }>(sql`explain (analyze, buffers, timing off, format json) ${statement}`);
  const [plan] = rows[0]?.["QUERY PLAN"] ?? [];
  if (!plan) throw new Error("explain answered nothing");
  const pages = plan.Plan["Shared Hit Blocks"] + plan.Plan["Shared Read Blocks"];
  return { pages, scanned: scannedBy(plan.Plan) };
}

const scannedBy = (node: Node): string[] => [
  ...(node["Node Type"] === "Seq Scan" ? [node["Relation Name"] ?? ""] : []),
  ...(node.Plans ?? []).flatMap(scannedBy),
];
