import { type InfiniteData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";

interface Options<T> {
  queryKey: QueryKey;
  /** A list of `/prop` that takes `?limit&cursor` and returns `next_cursor`. */
  path: string;
  limit: number;
  /** The first page, as the server rendered it. */
  initial: T;
  /** Milliseconds until the next request; false while nothing is about to change. */
  interval?: (pages: T[]) => number | false;
}

// How long the page that the server rendered counts as fresh.
const FRESH_MS = 2_000;

/** A list of `/prop`, page by page, newest first. */
export function useCursorPages<T extends { next_cursor: number | null }>(options: Options<T>) {
  const { queryKey, path, limit, initial, interval } = options;
  const query = useInfiniteQuery<T, ApiError, InfiniteData<T>, QueryKey, number | null>({
    queryKey,
    queryFn: ({ pageParam }) => api<T>("GET", `${path}?${queryOf(limit, pageParam)}`),
    initialPageParam: null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    initialData: { pages: [initial], pageParams: [null] },
    staleTime: FRESH_MS,
    ...liveQuery,
    refetchInterval: ({ state }) => interval?.(state.data?.pages ?? []) ?? false,
    refetchOnWindowFocus: "always",
  });
  return {
    pages: query.data.pages,
    error: query.error,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    refetch: query.refetch,
  };
}

const queryOf = (limit: number, cursor: number | null) =>
  new URLSearchParams({ limit: String(limit), ...(cursor && { cursor: String(cursor) }) });
