import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { type ListDays, listPeriods } from "./list-days";
import type { ConsoleRow, ListView } from "./list-view";
import { type ListName, lists } from "./lists";

/** Matches of a search by prefix that a page takes; the CSV takes all. */
export const searchedFirst = 500;

/** Rows that are counted: of a longer list pages say that it has more. */
export const countedFirst = 10_000;

const short = z.string().trim().min(1).max(200);
const day = z.iso.date().refine((date) => date >= "2000" && date < "2100", "must be in 2000–2099");

/** `?q&sort&cursor`, days, a list's own filters, and filters by the id of a related record. */
export const listQuery = (name: ListName) => {
  const view: ListView = lists[name];
  const filters = Object.entries(view.filters).map(
    ([filter, values]) => [filter, z.enum(values as [string, ...string[]]).optional()] as const,
  );
  const things = (view.of ?? []).map((thing) => [thing, short.optional()] as const);
  return z.strictObject({
    q: short.optional().meta({
      description: "An ID or an email address, or the beginning of one.",
    }),
    sort: z.enum(view.byAmount ? ["newest", "amount"] : ["newest"]).default("newest"),
    cursor: z.string().max(500).optional().meta(fieldMeta.cursor),
    period: z.enum(listPeriods).optional().meta({
      description: "Only rows of these days in UTC, today included.",
    }),
    from: day.optional().meta({ description: "Only rows from this day on, in UTC: 2026-01-31." }),
    to: day
      .optional()
      .meta({ description: "Only rows up to this day, in UTC, this day included." }),
    ...Object.fromEntries(filters),
    ...Object.fromEntries(things),
  });
};

/** A list's query: the filters by name, search, sort and page. */
export interface ListQuery {
  q?: string;
  sort: "newest" | "amount";
  cursor?: string;
  days?: ListDays;
  filters: Record<string, string>;
}

/** One page of a list. */
export interface ListPage {
  rows: ConsoleRow[];
  /** How many rows precede the page. */
  offset: number;
  previousCursor: string | null;
  nextCursor: string | null;
  /** More than `searchedFirst` rows match the search's prefix: the others are left out. */
  isCut: boolean;
}

/** How many rows a list has, or why that isn't known: more than `countedFirst`, or counting them took too long. */
export type ListTotal = number | "too_many" | "not_counted";
