import { useInfiniteQuery } from "@tanstack/react-query";
import type { ApiError } from "@/lib/client/api";
import { fetchPage } from "./fetch-page";
import type { PageOf } from "./page-of";

interface Options<T> {
  path: string;
  limit: number;
  idOf: (row: T) => string;
  /** The first page as the server rendered it. */
  initial: PageOf<T>;
  /** Something is about to change by itself. */
  live: boolean;
}

const LIVE_MS = 2_000;

/** A list of the API, page after page; while `live` it asks again every 2 s. */
export function usePages<T>({ initial, live, ...wanted }: Options<T>) {
  const query = useInfiniteQuery({
    queryKey: [wanted.path],
    queryFn: ({ pageParam }) => fetchPage(wanted, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: PageOf<T>) => nextCursor,
    initialData: { pages: [initial], pageParams: [undefined] },
    // What the server has just rendered is fresh; the next visit gets its own.
    staleTime: LIVE_MS,
    gcTime: 0,
    retry: false,
    networkMode: "always",
    refetchInterval: live && LIVE_MS,
    refetchOnWindowFocus: "always",
  });
  return {
    rows: query.data.pages.flatMap(({ rows }) => rows),
    error: query.error as ApiError | null,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
  };
}
