import { customers } from "@/db/schema";
import { presentAcceptedTerms } from "@/lib/catalog";
import type { Context } from "@/lib/core/context";
import { stripePage } from "@/lib/core/stripe-page";
import { listConsole } from "../list";
import type { DetailStep, DetailView, Fact, ListName, Related } from "../schemas";
import { foldUnchanged } from "./fold-unchanged";

/** Reads the detail of one record; null if there is none with this id. */
export type ReadDetail = (ctx: Context, id: string) => Promise<Found | null>;

/** What a reader returns; fields that it omits are empty. */
export type Found = Pick<DetailView, "title" | "lead" | "facts"> &
  Partial<Omit<DetailView, "list" | "id" | "title" | "lead" | "facts">>;

/** The columns of a customer that a page shows; the row has secrets besides. */
export const whoseIs = { publicId: customers.publicId, email: customers.email };

/** The source of what customers did on the firm's own pages, not through an app. */
export const WEBSITE = "Website";

// How many rows of another list a detail page shows; the list itself has the rest.
const SHOWN = 5;

/** The newest rows of another list that belong to a record. */
export async function relatedRows(
  ctx: Context,
  title: string,
  list: ListName,
  filter: Record<string, string>,
): Promise<Related> {
  const page = await listConsole(ctx, list, { sort: "newest", filters: filter }, { limit: SHOWN });
  return { title, list, filter, rows: page.rows, hasMore: page.nextCursor !== null };
}

export const text = (label: string, value: string | number | null): Fact => ({
  label,
  value,
  kind: "text",
});
export const idFact = (label: string, value: string | null): Fact => ({ label, value, kind: "id" });

/** A fact that links to the page of a record whose id doesn't say what it is. */
export const linked = (label: string, id: string | number | null, list: ListName): Fact =>
  id === null ? text(label, id) : { ...text(label, id), href: `/admin/${list}/${id}` };

/** A fact that links to its page in Stripe's dashboard, in its mode. */
export function atStripe(id: string | null, livemode: boolean, fact: Fact): Fact {
  const href = stripePage(id, livemode);
  return href === null ? fact : { ...fact, href };
}

/** The accepted terms, with a link to their text where it is stored. */
export async function termsFact({ db }: Context, recorded: string): Promise<Fact> {
  const { name, path } = await presentAcceptedTerms(db, recorded);
  const fact = text("Terms accepted", name);
  return path === null ? fact : { ...fact, href: path };
}

export const time = (label: string, at: Date | null): Fact => ({
  label,
  value: at?.toISOString() ?? null,
  kind: "time",
});
export const money = (label: string, cents: bigint | null, currency: string): Fact => ({
  label,
  value: cents === null ? null : Number(cents),
  kind: "money",
  currency,
});
export const status = (label: string, value: string | null): Fact => ({
  label,
  value,
  kind: "status",
});

/** JSON as evidence, a line for each value. */
export const indented = (json: unknown): string => JSON.stringify(json, null, 2);

/** A step with only a title, a time and a source. */
export const step = (
  at: Date,
  title: string,
  source: string,
  more: Partial<DetailStep> = {},
): DetailStep => ({
  id: `${at.toISOString()} ${title}`,
  at: at.toISOString(),
  what: { kind: "titled", title },
  code: null,
  source,
  status: null,
  notes: [],
  evidence: [],
  ids: [],
  ...more,
});

/**
 * Merges the steps of several sources, oldest first. Within one second the sources' order decides: what an admin did and
 * what moved money goes first, then what followed from it. Neighbors that changed nothing are one step.
 */
export const inOrder = (...sources: DetailStep[][]): DetailStep[] =>
  foldUnchanged(
    sources
      .flatMap((steps, rank) => steps.map((it) => ({ it, second: it.at.slice(0, SECONDS), rank })))
      .sort(
        (a, b) =>
          a.second.localeCompare(b.second) || a.rank - b.rank || a.it.at.localeCompare(b.it.at),
      )
      .map(({ it }) => it),
  );

/** The length of a time to the second: `2026-01-31T23:59:59`. */
const SECONDS = 19;
