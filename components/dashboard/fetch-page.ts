import { api } from "@/lib/client/api";
import type { PageOf } from "./page-of";

interface Wanted<T> {
  path: string;
  limit: number;
  idOf: (row: T) => string;
}

/**
 * A page of one of the API's lists, from the newest row or after `cursor`. A cursor is the id of
 * the last row of the page before; one row more than shown is asked for, to know if there is a next.
 */
export async function fetchPage<T>(
  { path, limit, idOf }: Wanted<T>,
  cursor?: string,
): Promise<PageOf<T>> {
  const query = new URLSearchParams({ limit: String(limit + 1), ...(cursor && { cursor }) });
  const found = await api<T[]>("GET", `${path}?${query}`);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last && idOf(last) };
}
