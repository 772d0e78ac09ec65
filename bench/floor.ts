import { connection } from "@/lib/core/database";

/**
 * Baseline (a): the smallest route that reads one row through the product's own pool. Only the bench's
 * build has it: see `pageExtensions` in next.config.mjs.
 */
export async function GET(): Promise<Response> {
  const { rows } = await connection().pool.query("select 1 as one");
  return Response.json(rows[0]);
}
