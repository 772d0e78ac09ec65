import type { Database, Executor } from "@/db/client";
import { programSteps } from "@/db/schema";
import {
  findWalletCurrencies,
  type TradingServer,
  tradingServer,
  withTimeout,
} from "@/lib/trading";

/** The account groups that phases of programs are traded in: no wallet is opened in one. */
export async function listChallengeGroups(db: Executor): Promise<ReadonlySet<string>> {
  const steps = await db.selectDistinct({ group: programSteps.accountGroup }).from(programSteps);
  return new Set(steps.flatMap(({ group }) => group ?? []));
}

/**
 * The currencies (lower case) that a customer can have a wallet in; a program in another one can be
 * bought only from a wallet that was opened before. Null where the trading server doesn't list its groups.
 */
export async function listWalletCurrencies(
  db: Database,
  server: TradingServer = tradingServer(db),
): Promise<string[] | null> {
  const challengeGroups = await listChallengeGroups(db);
  return withTimeout(() => findWalletCurrencies(server, challengeGroups));
}
