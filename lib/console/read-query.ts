import { AppError } from "@/lib/core/errors";
import { parse } from "@/lib/http/body";
import { daysOfPeriod, type ListDays, type ListName, type ListQuery, listQuery } from "./schemas";

/** Parses a list's query string. Throws INVALID_REQUEST and names each invalid parameter. */
export function readListQuery(name: ListName, params: Record<string, unknown>): ListQuery {
  const { q, sort, cursor, period, from, to, ...filters } = parse(listQuery(name), params);
  const days: ListDays = period ? daysOfPeriod(period) : { from, to };
  if (period && (from || to)) throw invalid("period", "can't be combined with from or to");
  if (from && to && from > to) throw invalid("to", "must not be before from");
  return {
    sort: sort === "amount" ? sort : "newest",
    ...(typeof q === "string" && { q }),
    ...(typeof cursor === "string" && { cursor }),
    ...((days.from || days.to) && { days }),
    filters: Object.fromEntries(
      Object.entries(filters).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
  };
}

const invalid = (path: string, message: string) =>
  new AppError("INVALID_REQUEST", `${path}: ${message}`, { fields: [{ path, message }] });
