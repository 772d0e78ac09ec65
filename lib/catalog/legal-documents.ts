import { and, desc, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { legalDocuments } from "@/db/schema";
import { clientConfig } from "@/lib/core/client-config";
import { env } from "@/lib/core/env";
import { notFound } from "@/lib/core/errors";
import { type LegalKind, legalKinds, legalPath, legalTitles } from "@/lib/core/legal-pages";
import type { LegalDocumentView, LegalSummary } from "./legal-schemas";
import { legalText } from "./legal-text";

/** The version of each document that is in effect, in the order of `legalKinds`. */
export async function listLegalDocuments(db: Executor): Promise<LegalSummary[]> {
  const rows = await db
    .selectDistinctOn([legalDocuments.kind], shownColumns)
    .from(legalDocuments)
    .orderBy(legalDocuments.kind, desc(legalDocuments.version));
  return rows
    .toSorted((a, b) => legalKinds.indexOf(a.kind) - legalKinds.indexOf(b.kind))
    .map(({ kind, version, publishedAt }) => ({
      kind,
      title: legalTitles[kind],
      version,
      published_at: publishedAt.toISOString(),
      url: pageOf(legalPath(kind)),
    }));
}

/**
 * A version of a document as customers read it: the one in effect, or the one of that name, which is its number, or
 * for the first version of the terms `TERMS_VERSION`. Throws NOT_FOUND.
 */
export async function getLegalDocument(
  db: Executor,
  kind: LegalKind,
  name?: string,
): Promise<LegalDocumentView> {
  const versions = await db
    .select(shownColumns)
    .from(legalDocuments)
    .where(eq(legalDocuments.kind, kind))
    .orderBy(desc(legalDocuments.version));
  const shown = name === undefined ? versions[0] : versionOf(versions, kind, name);
  if (!shown) throw notFound("version");
  const { version, publishedAt } = shown;
  const markdown = await readLegalText(db, kind, version);
  return {
    kind,
    title: legalTitles[kind],
    version,
    published_at: publishedAt.toISOString(),
    url: pageOf(legalPath(kind, version)),
    is_current: version === versions[0]?.version,
    markdown: legalText(markdown, clientConfig()),
    versions: versions.map((one) => ({
      version: one.version,
      published_at: one.publishedAt.toISOString(),
    })),
  };
}

/** The text of a version as it was written, with the notes for the firm. Throws NOT_FOUND. */
export async function readLegalText(
  db: Executor,
  kind: LegalKind,
  version: number,
): Promise<string> {
  const [row] = await db
    .select({ markdown: legalDocuments.markdown })
    .from(legalDocuments)
    .where(and(eq(legalDocuments.kind, kind), eq(legalDocuments.version, version)));
  if (!row) throw notFound("version");
  return row.markdown;
}

/** SQL that is the version of the terms in effect, as a purchase records it. */
export const currentTermsVersion = sql<string>`(
  select max(version)::text from legal_documents where kind = 'terms')`;

const shownColumns = {
  kind: legalDocuments.kind,
  version: legalDocuments.version,
  publishedAt: legalDocuments.publishedAt,
};

/** Of versions, newest first, the one with this name. */
function versionOf<V extends { version: number }>(versions: V[], kind: LegalKind, name: string) {
  const byNumber = versions.find(({ version }) => String(version) === name);
  if (byNumber || kind !== "terms") return byNumber;
  return name === env().TERMS_VERSION ? versions.at(-1) : undefined;
}

const pageOf = (path: string) => `${env().APP_URL}${path}`;
