import { z } from "zod";
import type { ConsoleRow, ListView } from "./list-view";
import { type ListName, lists } from "./lists";

/** Of addresses, hotkeys and PaymentIntents that begin alike, a page goes on with so many; CSV with all. */
export const searchedFirst = 500;

const short = z.string().trim().min(1).max(200);

/** `?q&sort&cursor`, a list's own filters and the things whose rows it can show. */
export const listQuery = (name: ListName) => {
  const view: ListView = lists[name];
  const filters = Object.entries(view.filters).map(
    ([filter, values]) => [filter, z.enum(values as [string, ...string[]]).optional()] as const,
  );
  const things = (view.of ?? []).map((thing) => [thing, short.optional()] as const);
  return z.strictObject({
    q: short.optional(),
    sort: z.enum(view.byAmount ? ["newest", "amount"] : ["newest"]).default("newest"),
    cursor: z.string().max(500).optional(),
    ...Object.fromEntries(filters),
    ...Object.fromEntries(things),
  });
};

/** What is asked of a list: the filters by their names beside search, sort and page. */
export interface ListQuery {
  q?: string;
  sort: "newest" | "amount";
  cursor?: string;
  filters: Record<string, string>;
}

/** One page of a list. */
export interface ListPage {
  rows: ConsoleRow[];
  nextCursor: string | null;
  /** More than `searchedFirst` begin with what is searched for: what belongs to the others is left out. */
  isCut: boolean;
}
