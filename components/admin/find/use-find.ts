"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ApiError, api } from "@/components/client/api";
import type { FindResult } from "@/lib/console/schemas";

/** How long the typing must pause before the search is sent. */
const PAUSE_MS = 150;

/**
 * Searches the console for what was typed. While a request for newer text is on its way, `result` is that of the text
 * before, and `isCurrent` is false. The request for outdated text is canceled.
 */
export function useFind(typed: string) {
  const text = typed.trim();
  const [sent] = useDebouncedValue(text, PAUSE_MS);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ["find", sent],
    queryFn: ({ signal }) =>
      api<FindResult>("GET", `/api/admin/search?${new URLSearchParams({ q: sent })}`, undefined, {
        signal,
      }),
    enabled: sent !== "",
    placeholderData: keepPreviousData,
    // What was found a moment ago may have changed since: it is shown, and read again.
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
    networkMode: "always",
  });
  const isCurrent = text === sent && !isFetching && !isPlaceholderData;
  return {
    text,
    result: text === "" || error ? null : (data ?? null),
    error: text === "" ? null : error instanceof ApiError ? error : null,
    isCurrent,
    retry: () => void refetch(),
  };
}
