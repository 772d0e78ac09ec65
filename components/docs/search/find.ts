import MiniSearch from "minisearch";
import type { SearchEntry } from "@/lib/openapi/schemas";

const MAX_RESULTS = 12;

export interface Index {
  search: MiniSearch<SearchEntry>;
  entries: Map<string, SearchEntry>;
}

/** The search index. `createCheckout` and `NOT_FOUND` are also found by their parts. */
export function indexOf(entries: SearchEntry[]): Index {
  const search = new MiniSearch<SearchEntry>({
    fields: ["title", "name", "part", "text"],
    processTerm: (term) => {
      const whole = term.toLowerCase();
      const parts = term.split(/(?<=[a-z])(?=[A-Z])/).map((part) => part.toLowerCase());
      return parts.length > 1 ? [whole, ...parts] : whole;
    },
    searchOptions: {
      boost: { title: 4, name: 6, part: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  search.addAll(entries);
  return { search, entries: new Map(entries.map((entry) => [entry.id, entry])) };
}

/** The entries that match, best first. */
export const find = ({ search, entries }: Index, query: string): SearchEntry[] =>
  search
    .search(query.trim(), { processTerm: (term) => term.toLowerCase() })
    .slice(0, MAX_RESULTS)
    .flatMap(({ id }) => entries.get(id) ?? []);
