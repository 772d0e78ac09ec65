"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { type ApiError, api } from "@/components/client/api";
import { liveQuery } from "@/components/client/live-query";
import { RefreshProblem } from "@/components/ui/refresh-problem";

const FAST_MS = 2_000;
const SLOW_MS = 10_000;
/** What takes longer than a minute may take hours: it is polled less often. */
const FAST_POLLS = 30;

interface Props {
  /** What the page shows, as paths of the API. */
  paths: string[];
  /** Whether something of it is about to change without the customer. */
  isPending: boolean;
}

/**
 * Polls what a page shows while a part of it is about to change, and when the reader returns to the tab. Refreshes the page
 * when the responses differ from those before: its server component knows how to show them.
 */
export function RefreshOnChange({ paths, isPending }: Props) {
  const { refresh } = useRouter();
  const { data, error } = useQuery<unknown, ApiError>({
    queryKey: ["refresh-on-change", ...paths],
    queryFn: () => Promise.all(paths.map((path) => api("GET", path))),
    ...liveQuery,
    // The server has just rendered the page. The first response is compared with nothing, so it refreshes the page.
    initialData: null,
    staleTime: FAST_MS,
    refetchInterval: ({ state }) =>
      isPending && (state.dataUpdateCount < FAST_POLLS ? FAST_MS : SLOW_MS),
    refetchOnWindowFocus: "always",
  });
  useEffect(() => {
    if (data !== null) refresh();
  }, [data, refresh]);
  return <RefreshProblem error={error} />;
}
