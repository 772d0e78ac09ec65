import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/client/api";
import type { IdKind, OwnIdsView } from "@/lib/openapi/schemas";

const FRESH_MS = 30_000;

/** How the reader's ids of a kind are asked for; none where it doesn't matter whose. */
export const ownIdsQueryOf = (kind: IdKind | null, of?: string) => ({
  queryKey: ["docs-ids", kind, of ?? ""],
  enabled: kind !== null && (kind !== "delivery" || Boolean(of)),
  staleTime: FRESH_MS,
  // They are an offer: without them one types.
  retry: false,
  queryFn: () => {
    const query = new URLSearchParams({ kind: kind ?? "", ...(of && { of }) });
    return api<OwnIdsView>("GET", `/api/docs/ids?${query}`);
  },
});

/** Ids of the reader's own, newest first; empty while they aren't there. */
export const useOwnIds = (kind: IdKind | null, of?: string): OwnIdsView["ids"] =>
  useQuery(ownIdsQueryOf(kind, of)).data?.ids ?? [];
