import { and, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { legalDocuments } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { legalPath } from "@/lib/core/legal-pages";
import { perProcess } from "@/lib/core/per-process";
import { fieldError } from "./errors";
import { currentTermsVersion, getLegalDocument } from "./legal-documents";
import type { LegalDocumentView } from "./legal-schemas";

/** Versions of the terms that are published: what was seen once stays so. */
const published = perProcess("published-terms", () => new Set<number>());

/**
 * Checks the version of the terms that a buyer was shown, and returns it as a purchase records it; null for a caller that
 * sent none. It may have been replaced since: the buyer accepted what they read. Throws INVALID_REQUEST for one that
 * was never published.
 */
export async function checkShownTerms(
  db: Executor,
  shown: number | undefined,
): Promise<string | null> {
  if (shown === undefined) return null;
  if (!published().has(shown)) {
    const [row] = await db
      .select({ version: legalDocuments.version })
      .from(legalDocuments)
      .where(and(eq(legalDocuments.kind, "terms"), eq(legalDocuments.version, shown)));
    if (!row) throw fieldError("terms_version", "isn't a published version of the terms");
    published().add(row.version);
  }
  return String(shown);
}

/** The version of the terms in effect. */
export async function readTermsVersion(db: Executor): Promise<number> {
  const { rows } = await db.execute<{ version: string }>(
    sql`select ${currentTermsVersion} as version`,
  );
  const version = rows[0]?.version;
  if (!version) throw new Error("there are no terms");
  return Number(version);
}

/** The version of the terms that a purchase records: the one that its buyer was shown, else the one in effect. Throws INVALID_REQUEST. */
export const acceptedTermsVersion = async (
  db: Executor,
  shown?: number | undefined,
): Promise<string> => (await checkShownTerms(db, shown)) ?? String(await readTermsVersion(db));

/**
 * The terms that a purchase recorded as accepted. Null where their text isn't stored: until version 1, `TERMS_VERSION`
 * named a text of the firm's.
 */
export async function findAcceptedTerms(
  db: Executor,
  recorded: string,
): Promise<LegalDocumentView | null> {
  try {
    return await getLegalDocument(db, "terms", recorded);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** The same for a page: their name, and the page with their text, or null. */
export async function presentAcceptedTerms(
  db: Executor,
  recorded: string,
): Promise<{ name: string; path: string | null }> {
  const terms = await findAcceptedTerms(db, recorded);
  return {
    name: terms && String(terms.version) === recorded ? `Version ${recorded}` : recorded,
    path: terms && legalPath("terms", terms.version),
  };
}
