import { env } from "@/lib/env";

/** The page of rows that a query for `limit + 1` gave, and the cursor of the next, if there is one. */
export function page<T extends { id: string }>(rows: T[], limit: number) {
  const kept = rows.slice(0, limit);
  return { rows: kept, nextCursor: rows.length > limit ? kept.at(-1)?.id : undefined };
}

/** A JSON array; the next page's address, the same query with its cursor, in a Link header. */
export function listResponse(
  request: Request,
  { rows, nextCursor }: { rows: unknown[]; nextCursor: string | undefined },
): Response {
  const response = Response.json(rows);
  if (nextCursor) {
    const { pathname, search } = new URL(request.url);
    const next = new URL(pathname.replace(/^\/api\//, "/") + search, env().APP_URL);
    next.searchParams.set("cursor", nextCursor);
    response.headers.set("link", `<${next}>; rel="next"`);
  }
  return response;
}
