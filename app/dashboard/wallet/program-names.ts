import { loadProgram } from "@/lib/catalog";
import type { Context } from "@/lib/context";
import type { OperationView } from "@/lib/trading/schemas";

/** Names of the programs that operations speak of, by id; of those too that have left the store. */
export async function readProgramNames({ db }: Context, operations: OperationView[]) {
  const ids = operations.map(({ api_data }) => Number(api_data.program_id ?? 0));
  const known = [...new Set(ids)].filter((id) => Number.isInteger(id) && id > 0);
  const found = await Promise.all(known.map((id) => loadProgram(db, id)));
  const programs = found.flatMap((it) => (it ? [it.program] : []));
  return Object.fromEntries(programs.map(({ id, displayName }) => [String(id), displayName]));
}
