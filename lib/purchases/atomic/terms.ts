import type { Database } from "@/db/client";
import { boughtTerms } from "@/lib/catalog";
import type { BoughtProgram } from "@/lib/catalog/schemas";
import { unitsToJson } from "@/lib/core/money";
import type { Offer } from "../check-purchase-request";
import type { BuyInput } from "../schemas";

/** A program as it was read, and the rules of its challenges. */
export type Terms = Omit<Offer, "payer"> & { rules: BoughtProgram };

// Safe to be outdated: the statement that buys compares the rows' versions with those that were read.
const cache = new WeakMap<Database, Map<number, Terms>>();

/** Caches a program that was just read, for the next purchase of it. */
export function cacheTerms(db: Database, { program, group }: Offer): Terms {
  const terms = { program, group, rules: boughtTerms(program) };
  const ofDatabase = cache.get(db) ?? new Map<number, Terms>();
  cache.set(db, ofDatabase.set(program.program.id, terms));
  return terms;
}

/** The cached terms of the program, if they have the price that the buyer was shown. */
export function cachedTerms(db: Database, { program_id, amount }: BuyInput): Terms | null {
  const terms = cache.get(db)?.get(program_id);
  if (!terms) return null;
  const price = unitsToJson(terms.program.program.priceCents);
  return amount === undefined || amount === price ? terms : null;
}
