import { eq, inArray } from "drizzle-orm";
import type { Database } from "@/db/client";
import { programs } from "@/db/schema";
import { isOnSale, listPrograms, loadPrograms, presentProgram, programStatus } from "./programs";
import type { ProgramView, TierView } from "./schemas";
import { listTiers, listTiersOf } from "./tiers";

/** A program as its own page shows it, with all that it can be bought by. */
export interface ProgramPage {
  program: ProgramView;
  /** Whether wallets can buy it. */
  isForWallets: boolean;
  /** Its offers by card that are on sale. */
  tiers: TierView[];
}

/**
 * The program with this slug, on sale or not; null for none, and for an archived one that no card buys. Throws where the
 * trading server is unreachable: account sizes come from it.
 */
export async function findProgramPage(db: Database, slug: string): Promise<ProgramPage | null> {
  const [found] = await loadPrograms(db, eq(programs.slug, slug));
  if (!found || found.steps.length === 0) return null;
  const tiers = await listTiersOf(db, found.program.id);
  if (tiers.length === 0 && found.program.status === programStatus.archived) return null;
  return { program: presentProgram(found), isForWallets: isOnSale(found), tiers };
}

/** The slugs of the programs that are on sale, to wallets or by card, in catalog order. */
export async function listProgramSlugs(db: Database): Promise<string[]> {
  const [forWallets, tiers] = await Promise.all([listPrograms(db), listTiers(db)]);
  const ids = [...forWallets.map(({ id }) => id), ...tiers.map(({ program_id }) => program_id)];
  if (ids.length === 0) return [];
  const rows = await db
    .select({ slug: programs.slug })
    .from(programs)
    .where(inArray(programs.id, ids))
    .orderBy(programs.sortIndex, programs.id);
  return rows.map(({ slug }) => slug);
}
