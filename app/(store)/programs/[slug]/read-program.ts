import { notFound } from "next/navigation";
import { cache } from "react";
import { ifAvailable } from "@/app/if-available";
import { findProgramPage } from "@/lib/catalog";
import { database } from "@/lib/core/database";

/**
 * A program with all that it can be bought by, read once for the page and its head; null while the trading server is
 * unreachable. Shows the not-found page for an unknown or archived one.
 */
export const readProgram = cache(async (slug: string) => {
  const found = await ifAvailable(async () => ({ page: await findProgramPage(database(), slug) }));
  if (found === null) return null;
  return found.page ?? notFound();
});
