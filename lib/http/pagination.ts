import { env } from "@/lib/core/env";

/** Splits the rows of a query for `limit + 1` into a page and the cursor of the next page, if there is one. */
export function page<T extends { id: string }>(rows: T[], limit: number) {
  const pageRows = rows.slice(0, limit);
  return { rows: pageRows, nextCursor: rows.length > limit ? pageRows.at(-1)?.id : undefined };
}

/** A JSON array. The Link header has the next page's address: the same query with its cursor. */
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
