import { customers } from "@/db/schema";
import type { Context } from "@/lib/context";
import { listConsole } from "../list";
import type { DetailStep, DetailView, Fact, ListName, Related } from "../schemas";
import { stripePage } from "../stripe-page";

/** Reads all about one thing; null where there is none of this id. */
export type ReadDetail = (ctx: Context, id: string) => Promise<Found | null>;

/** What a reader found; what it leaves out there is none of. */
export type Found = Pick<DetailView, "title" | "lead" | "facts"> &
  Partial<Omit<DetailView, "list" | "id" | "title" | "lead" | "facts">>;

/** What a page says of a customer, and no more of the row: it has secrets. */
export const whoseIs = { publicId: customers.publicId, email: customers.email };

// What is shown of another list on a detail page; the list itself has the rest.
const SHOWN = 5;

/** The newest rows of another list that belong to a thing. */
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

/** A fact about what is Stripe's, which leads to its page there, in the mode that it is of. */
export function atStripe(id: string | null, livemode: boolean, fact: Fact): Fact {
  const href = stripePage(id, livemode);
  return href === null ? fact : { ...fact, href };
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

/** A step with nothing but its words, its time and where they come from. */
export const step = (
  at: Date,
  what: string,
  source: string,
  more: Partial<DetailStep> = {},
): DetailStep => ({
  id: `${at.toISOString()} ${what}`,
  at: at.toISOString(),
  what,
  source,
  status: null,
  notes: [],
  ids: [],
  ...more,
});

/** Steps of several sources in one order, the oldest first. */
export const inOrder = (...steps: DetailStep[][]): DetailStep[] =>
  steps.flat().sort((a, b) => a.at.localeCompare(b.at));
