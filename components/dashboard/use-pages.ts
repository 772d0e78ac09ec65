import { useInfiniteQuery } from "@tanstack/react-query";
import type { ApiError } from "@/lib/client/api";
import { fetchPage } from "./fetch-page";
import type { PageOf } from "./page-of";

interface Options<T> {
  path: string;
  limit: number;
  /** The first page as the server rendered it. */
  initial: PageOf<T>;
  /** Whether some row is about to change by itself. */
  live: (rows: T[]) => boolean;
  /** A change is expected from elsewhere. */
  alsoLive: boolean;
}

const LIVE_MS = 2_000;

/** A list of the API, page after page; asks again every 2 s while something is about to change. */
export function usePages<T>({ path, limit, initial, live, alsoLive }: Options<T>) {
  const query = useInfiniteQuery<PageOf<T>, ApiError, T[], string[], string | undefined>({
    queryKey: [path],
    queryFn: ({ pageParam }) => fetchPage<T>(path, limit, pageParam),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    initialData: { pages: [initial], pageParams: [undefined] },
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
    // What the server rendered is fresh. What an earlier visit left behind is not.
    staleTime: LIVE_MS,
    gcTime: 0,
    retry: 1,
    refetchOnWindowFocus: "always",
    refetchInterval: ({ state }) => {
      const rows = state.data?.pages.flatMap((page) => page.rows) ?? [];
      return alsoLive || live(rows) ? LIVE_MS : false;
    },
  });
  return { ...query, rows: query.data };
}
