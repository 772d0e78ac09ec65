import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { programs as programsTable } from "@/db/schema";
import { database } from "@/lib/core/database";
import { databaseProblem } from "@/lib/core/database-state";
import { isAppError } from "@/lib/core/errors";
import { perProcess } from "@/lib/core/per-process";
import { pageLog } from "@/lib/http/page-request";
import { logDatabaseProblem } from "@/lib/http/respond";
import { withTimeout } from "@/lib/trading";
import { listPrograms } from "./programs";
import type { ProgramView, TierView } from "./schemas";
import { listTiers } from "./tiers";
import { listWalletCurrencies } from "./wallet-currencies";

/** What the store shows. */
export interface StoreCatalog {
  tiers: TierView[];
  /** Null while the trading server is unreachable: account sizes come from it. */
  programs: ProgramView[] | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/**
 * A catalog and its version, which is another one after each change of what the storefront or the page of a program for
 * sale shows; null while a part of it is unavailable.
 */
export type VersionedCatalog = StoreCatalog & { version: string | null };

/** A catalog is used for so long after its read began: a change is seen within a second. */
const FRESH_MS = 900;
/** For so long it is used while the database is unavailable. */
const STALE_MS = 5 * 60_000;
/** So long requests wait for the database, if there is a catalog to use without it. After a failure it isn't asked again for as long. */
const PATIENCE_MS = 1_000;

/** The catalog as it is now. Throws while the database is unavailable. */
export async function readStoreCatalog(db: Database): Promise<VersionedCatalog> {
  const [tiers, programs, walletCurrencies, rows] = await Promise.all([
    listTiers(db),
    fromTradingServer(() => listPrograms(db)),
    fromTradingServer(() => listWalletCurrencies(db)),
    db.select({ versions: programRows }).from(programsTable),
  ]);
  const catalog = { tiers, programs, walletCurrencies };
  const version = createHash("sha256").update(JSON.stringify([catalog, rows]));
  return { ...catalog, version: programs && version.digest("base64url") };
}

/** The row versions of all programs: a program that only cards buy isn't in the catalog itself, but has a page. */
const programRows = sql<string>`string_agg(${programsTable}.xmin::text, ',' order by ${programsTable.id})`;

/** Data of the trading server; null where the call fails or times out, which is logged. */
async function fromTradingServer<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await withTimeout(read);
  } catch (error) {
    if (databaseProblem(error) || (isAppError(error) && error.status < 500)) throw error;
    pageLog().warn({ err: error }, "store.trading_server_unavailable");
    return null;
  }
}

interface Cached {
  catalog?: VersionedCatalog;
  /** When the read of the catalog began, in the milliseconds of `performance.now`, as all times here. */
  readAt: number;
  refresh?: ReturnType<typeof startRefresh> | undefined;
  /** After a failure: when the database is read again. */
  retryAt: number;
}

const cache = perProcess("store-catalog", (): Cached => ({ readAt: 0, retryAt: 0 }));

/**
 * The catalog for strangers, read at most about once a second by this process. While the database is slow or unavailable
 * it is the last one for some minutes; without one, this throws as `readStoreCatalog` does.
 */
export async function currentStoreCatalog(): Promise<VersionedCatalog> {
  const cached = cache();
  const now = performance.now();
  const age = now - cached.readAt;
  const { catalog } = cached;
  if (catalog && age < FRESH_MS) return catalog;
  const usable = catalog && age < STALE_MS ? catalog : null;
  if (usable && now < cached.retryAt) return usable;
  cached.refresh ??= startRefresh(cached);
  const { startedAt, result } = cached.refresh;
  if (!usable) return result;
  const patience = new AbortController();
  const wait = Math.max(0, startedAt + PATIENCE_MS - now);
  const impatient = sleep(wait, usable, { signal: patience.signal }).catch(() => usable);
  return Promise.race([result.catch(() => usable), impatient]).finally(() => patience.abort());
}

function startRefresh(cached: Cached) {
  const startedAt = performance.now();
  const result = refresh(cached, startedAt);
  const end = () => {
    cached.refresh = undefined;
  };
  result.then(end, end);
  return { startedAt, result };
}

async function refresh(cached: Cached, startedAt: number): Promise<VersionedCatalog> {
  try {
    const catalog = await readStoreCatalog(database());
    Object.assign(cached, { catalog, readAt: startedAt });
    return catalog;
  } catch (error) {
    cached.retryAt = performance.now() + PATIENCE_MS;
    const problem = databaseProblem(error);
    if (problem) logDatabaseProblem(pageLog(), problem, { err: error });
    else pageLog().error({ err: error }, "store.catalog_not_read");
    throw error;
  }
}
