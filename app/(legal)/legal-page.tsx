import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/or-not-found";
import { queryParams } from "@/app/page-params";
import { publicPage } from "@/app/public-page";
import { LegalDocument } from "@/components/legal/legal-document";
import { getLegalDocument } from "@/lib/catalog";
import { legalQuery } from "@/lib/catalog/schemas";
import { database } from "@/lib/core/database";
import { type LegalKind, legalPath } from "@/lib/core/legal-pages";

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Read for each request, so that a version is shown in every process as soon as it is published. */
const read = cache((kind: LegalKind, version: string | undefined) =>
  orNotFound(getLegalDocument(database(), kind, version)),
);

const readRequested = async (kind: LegalKind, searchParams: Props["searchParams"]) =>
  read(kind, (await queryParams(legalQuery, searchParams)).version);

/** What each document is about, for search results. */
const descriptions: Record<LegalKind, string> = {
  terms: "The terms on which challenges and accounts are bought here.",
  privacy: "Which personal data we store, what for, how long, and your rights.",
  risk: "The risks of trading, and what the accounts that you buy here are.",
  refunds: "When a payment is refunded, how to request it, and how long it takes.",
};

/** The page of a legal document, and its metadata. Search engines find the version in effect alone. */
export const legalPage = (kind: LegalKind) => ({
  async generateMetadata({ searchParams }: Props): Promise<Metadata> {
    const { title, version, is_current } = await readRequested(kind, searchParams);
    return is_current
      ? publicPage({ path: legalPath(kind), title, description: descriptions[kind] })
      : { title: `${title}, version ${version}`, robots: { index: false } };
  },
  async Page({ searchParams }: Props) {
    return <LegalDocument document={await readRequested(kind, searchParams)} />;
  },
});
