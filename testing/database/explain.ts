import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Node[];
}

/**
 * The cost of a statement, in units that don't depend on the machine's load: the pages of 8 kB that it reads, cached or
 * not, and the tables that it reads whole.
 */
export async function explain(db: Executor, statement: SQL) {
  const { rows } = await db.execute<{
    "QUERY PLAN": [{ Plan: Node }];
  }>(sql`explain (analyze, buffers, timing off, format json) ${statement}`);
  const [plan] = rows[0]?.["QUERY PLAN"] ?? [];
  if (!plan) throw new Error("explain returned nothing");
  const pages = plan.Plan["Shared Hit Blocks"] + plan.Plan["Shared Read Blocks"];
  return { pages, scanned: scannedBy(plan.Plan) };
}

const scannedBy = (node: Node): string[] => [
  ...(node["Node Type"] === "Seq Scan" ? [node["Relation Name"] ?? ""] : []),
  ...(node.Plans ?? []).flatMap(scannedBy),
];
