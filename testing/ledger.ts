import { sql } from "./callers";
import { rules, settled } from "./ledger-rules";

/**
 * What in the books contradicts itself, in words; nothing, if all is well. With `whole`, also what
 * must hold only once every purchase has come to its end.
 */
export async function ledgerProblems({ whole = true } = {}): Promise<string[]> {
  const problems: string[] = [];
  for (const [problem, query] of Object.entries({ ...rules, ...(whole ? settled : {}) })) {
    const { rows } = await sql(query);
    if (rows.length > 0) problems.push(`${problem}: ${JSON.stringify(rows)}`);
  }
  return problems;
}
