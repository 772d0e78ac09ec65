import { and, eq, isNull } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { propAccounts } from "@/db/schema";

/**
 * A creation that was asked for and whose outcome isn't recorded. It is written down before the
 * request is sent, so that whoever comes after a crash looks for its subaccount first.
 */
export interface OpenAsk {
  /** The highest subaccount id in the entity's list before it was first asked; -1 where it was empty. */
  newestBefore: number;
  /** From when on it may be asked again, if nothing was found; null: not without a person. */
  againFrom: Date | null;
}

type Row = Pick<typeof propAccounts.$inferSelect, "entity" | "subaccountId" | "provisioningError">;

// It lives in two columns of the account: `entity` is set while `subaccount_id` is not, and
// `provisioning_error` begins with this sentence, which an admin can read as well.
const SENTENCE =
  /^Asked the venue when its newest subaccount was (-?\d+); to be asked again (?:from (\S+)|by a person only)\. /;

/** The open ask of an account, if it has one. */
export function openAskOf({ entity, subaccountId, provisioningError }: Row): OpenAsk | null {
  if (entity === null || subaccountId !== null) return null;
  const [, newest, from] = SENTENCE.exec(provisioningError ?? "") ?? [];
  // Somebody wiped the sentence: what could be its subaccount isn't known, so nothing is asked again.
  if (newest === undefined) return { newestBefore: -1, againFrom: null };
  return { newestBefore: Number(newest), againFrom: from ? new Date(from) : null };
}

/** What `provisioning_error` has to say: the open ask, if there is one, and the latest problem. */
export function problemText(ask: OpenAsk | null, problem: string): string {
  if (!ask) return problem.slice(0, 500);
  const again = ask.againFrom ? `from ${ask.againFrom.toISOString()}` : "by a person only";
  const sentence = `Asked the venue when its newest subaccount was ${ask.newestBefore}; to be asked again ${again}. `;
  return `${sentence}${problem}`.slice(0, 500);
}

/** Writes an account's open ask down, or what is known of it now; null: it came to nothing. */
export async function keepAsk(
  db: Executor,
  id: string,
  entity: string,
  ask: OpenAsk | null,
): Promise<void> {
  await db
    .update(propAccounts)
    .set({
      entity: ask ? entity : null,
      provisioningError: ask ? problemText(ask, "No answer yet.") : null,
    })
    .where(and(eq(propAccounts.id, id), isNull(propAccounts.subaccountId)));
}
