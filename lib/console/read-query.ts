import { parse } from "@/lib/http/body";
import { type ListName, type ListQuery, listQuery } from "./schemas";

/** Parses a list's query string. Throws INVALID_REQUEST and names each invalid parameter. */
export function readListQuery(name: ListName, params: Record<string, unknown>): ListQuery {
  const { q, sort, cursor, ...filters } = parse(listQuery(name), params);
  return {
    sort: sort === "amount" ? sort : "newest",
    ...(typeof q === "string" && { q }),
    ...(typeof cursor === "string" && { cursor }),
    filters: Object.fromEntries(
      Object.entries(filters).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
  };
}
