import { useInfiniteQuery } from "@tanstack/react-query";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import type { PageOf } from "./page-of";

interface List<T> {
  path: string;
  limit: number;
  idOf: (row: T) => string;
}

interface Options<T> extends List<T> {
  /** The first page as the server rendered it. */
  initial: PageOf<T>;
  /** Whether something is about to change without the customer. */
  isPolling: boolean;
}

const POLL_MS = 2_000;

/** A list of the API, page after page; while `isPolling` it is fetched again every 2 s. */
export function usePages<T>({ initial, isPolling, ...list }: Options<T>) {
  const query = useInfiniteQuery({
    queryKey: [list.path],
    queryFn: ({ pageParam }) => fetchPage(list, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: PageOf<T>) => nextCursor,
    initialData: { pages: [initial], pageParams: [undefined] },
    // The server has just rendered it.
    staleTime: POLL_MS,
    refetchInterval: isPolling && POLL_MS,
    refetchOnWindowFocus: "always",
    ...liveQuery,
  });
  return {
    rows: query.data.pages.flatMap(({ rows }) => rows),
    error: query.error as ApiError | null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}

/**
 * Fetches a page of a list, from the newest row or after `cursor`, which is the id of a page's last row. One
 * row more than shown is fetched, to know if there is a next page.
 */
async function fetchPage<T>(
  { path, limit, idOf }: List<T>,
  cursor: string | undefined,
): Promise<PageOf<T>> {
  const query = new URLSearchParams({ limit: String(limit + 1), ...(cursor && { cursor }) });
  const fetched = await api<T[]>("GET", `${path}?${query}`);
  const rows = fetched.slice(0, limit);
  const last = fetched.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last && idOf(last) };
}
