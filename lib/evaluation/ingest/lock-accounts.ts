import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { AppCaller } from "@/lib/core/context";
import { evaluationColumns, presentEvaluation, type StoredEvaluation } from "../evaluation-row";
import type { EvaluationRow } from "../state";

interface NamedEvaluation extends StoredEvaluation {
  name: string;
  source_disabled: boolean | null;
}

/** An evaluation that an account's name led to. */
export interface LockedAccount {
  row: EvaluationRow;
  /** Whether another source that is enabled reports it. */
  hasOtherSource: boolean;
}

/** Whether an account's name is a login. */
export const isLogin = (name: string) => /^[1-9]\d{0,9}$/.test(name) && Number(name) < 2 ** 31;

/**
 * Locks the evaluations of accounts of a source's venue until the transaction ends, by ascending id, so that no two
 * batches wait for each other. An app that isn't the firm's own finds only accounts of its customers.
 *
 * @param names logins, ids of prop accounts, or hotkeys
 * @returns the evaluations by the names; null for a phase that has no rules
 */
export async function lockAccounts(
  tx: Transaction,
  source: { id: string; venue: string },
  app: AppCaller,
  names: readonly string[],
): Promise<Map<string, LockedAccount | null>> {
  const logins = names.filter(isLogin);
  const { rows } = await tx.execute<NamedEvaluation>(sql`
    with named as materialized (
      select n.name, v.id, v.customer_id from unnest(${sql.param(logins)}::text[]) n(name)
        join venue_accounts v on v.login = n.name::int and v.venue = ${source.venue}
      union all
      select n.name, v.id, v.customer_id from unnest(${sql.param(names)}::text[]) n(name)
        join venue_accounts v on v.prop_account_id = n.name and v.venue = ${source.venue}
      union all
      select n.name, v.id, v.customer_id from unnest(${sql.param(names)}::text[]) n(name)
        join venue_accounts v on v.hotkey = n.name and v.venue = ${source.venue})
    select n.name, n.customer_id, ${evaluationColumns},
      (select s.disabled_at is not null from trading_sources s where s.id = e.source_id) as source_disabled
    from named n join evaluations e on e.venue_account_id = n.id
    where ${app.firstParty} or exists (select from customers c where c.id = n.customer_id and c.app_id = ${app.id})
    order by e.id for no key update of e`);
  const found = new Map<string, LockedAccount | null>();
  for (const stored of rows) {
    const row = presentEvaluation(stored);
    if (!row) {
      found.set(stored.name, null);
      continue;
    }
    const isOther = row.sourceId !== null && row.sourceId !== source.id;
    found.set(stored.name, { row, hasOtherSource: isOther && stored.source_disabled !== true });
  }
  return found;
}
