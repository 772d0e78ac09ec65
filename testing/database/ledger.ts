import { rules, settled } from "./ledger-rules";
import { sql } from "./sql";

/**
 * The rules that the ledger breaks, each with its rows; none if it is consistent. With `whole`, also the rules that hold
 * only once every purchase is settled.
 */
export async function ledgerProblems({ whole = true } = {}): Promise<string[]> {
  const problems: string[] = [];
  for (const [problem, query] of Object.entries({ ...rules, ...(whole ? settled : {}) })) {
    const { rows } = await sql(query);
    if (rows.length > 0) problems.push(`${problem}: ${JSON.stringify(rows)}`);
  }
  return problems;
}
