import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { verdicts } from "@/db/schema";
import { readRuleSets } from "@/lib/catalog";
import { AppError, notFound } from "@/lib/core/errors";
import type { RuleSet } from "@/lib/rules/schemas";
import { evaluationColumns, presentEvaluation, type StoredEvaluation } from "../evaluation-row";
import { type EvaluationRow, isEnding } from "../state";

export interface HeldEnding {
  verdict: Omit<typeof verdicts.$inferSelect, "kind"> & { kind: "breached" | "passed" | "expired" };
  row: EvaluationRow;
  rules: RuleSet;
}

/**
 * Locks the evaluation of a provisional ending until the transaction ends, and returns both with the rules. Of two operators
 * one waits here for the other, and finds the ending decided. Throws NOT_FOUND and INVALID_STATE.
 */
export async function lockHeldEnding(tx: Transaction, verdictId: string): Promise<HeldEnding> {
  const { rows } = await tx.execute<StoredEvaluation>(sql`
    select ${evaluationColumns}, v.customer_id
    from evaluations e join venue_accounts v on v.id = e.venue_account_id
    where e.id = (select evaluation_id from verdicts where id = ${verdictId})
    for no key update of e`);
  const row = rows[0] && presentEvaluation(rows[0]);
  if (!row) throw notFound("verdict");
  const [verdict] = await tx.select().from(verdicts).where(eq(verdicts.id, verdictId));
  if (!verdict || !hasEnding(verdict)) throw invalid("Only an ending can be confirmed or lifted.");
  if (verdict.standing === "overturned") throw invalid("This ending was lifted already.");
  if (verdict.standing !== "provisional") throw invalid("This ending is final.");
  if (row.state !== "held") throw invalid("The challenge is no longer under review.");
  const rules = (await readRuleSets(tx, [row.ruleSetId])).get(row.ruleSetId);
  if (!rules) throw new Error(`no rule set ${row.ruleSetId}`);
  return { verdict, row, rules };
}

const hasEnding = (verdict: typeof verdicts.$inferSelect): verdict is HeldEnding["verdict"] =>
  isEnding(verdict);

const invalid = (message: string) => new AppError("INVALID_STATE", message);
