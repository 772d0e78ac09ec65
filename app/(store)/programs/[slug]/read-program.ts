import { notFound } from "next/navigation";
import { cache } from "react";
import { ifAvailable } from "@/app/if-available";
import { currentStoreCatalog, findProgramPage } from "@/lib/catalog";
import { database } from "@/lib/core/database";

/**
 * A program with all that it can be bought by, and the store as it was at most a second before: its version, and the
 * currencies of wallets. Read once for the page and its head. Null while the trading server is unreachable. Shows the
 * not-found page for an unknown or archived one.
 */
export const readProgram = cache(async (slug: string) => {
  const store = await currentStoreCatalog().catch(() => null);
  const found = await ifAvailable(async () => ({ page: await findProgramPage(database(), slug) }));
  if (found === null) return null;
  if (!found.page) notFound();
  const { version = null, walletCurrencies = null } = store ?? {};
  return { ...found.page, version, walletCurrencies };
});
