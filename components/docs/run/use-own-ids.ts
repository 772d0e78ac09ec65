import { useQuery } from "@tanstack/react-query";
import { api } from "@/components/client/api";
import type { IdKind, OwnIdsView } from "@/lib/openapi/schemas";

const FRESH_MS = 30_000;

/** The query for the reader's ids of a kind. Disabled for null, and for deliveries of no endpoint. */
export const ownIdsQueryOf = (kind: IdKind | null, endpointId?: string) => ({
  queryKey: ["docs-ids", kind, endpointId ?? ""],
  enabled: kind !== null && (kind !== "delivery" || Boolean(endpointId)),
  staleTime: FRESH_MS,
  // They are only suggestions: without them the reader types an id.
  retry: false,
  queryFn: () => {
    const query = new URLSearchParams({ kind: kind ?? "", ...(endpointId && { of: endpointId }) });
    return api<OwnIdsView>("GET", `/api/docs/ids?${query}`);
  },
});

/** The reader's own ids of a kind, newest first; empty until they are loaded. */
export const useOwnIds = (kind: IdKind | null, endpointId?: string): OwnIdsView["ids"] =>
  useQuery(ownIdsQueryOf(kind, endpointId)).data?.ids ?? [];
