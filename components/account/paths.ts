import type { AccountState } from "@/lib/accounts/schemas";

/** The page of all that a trader has: prop accounts and challenges. */
export const accountsPath = "/dashboard/accounts";

/** The page of a prop account. A challenge has `challengePath`. */
export const accountPath = (id: string) => `${accountsPath}/${encodeURIComponent(id)}`;

interface ListQuery {
  state?: AccountState | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
}

/** The list, filtered: `/dashboard/accounts?state=ended&q=25K`. */
export function listPath({ state, q, cursor }: ListQuery): string {
  const query = new URLSearchParams({
    ...(state && { state }),
    ...(q && { q }),
    ...(cursor && { cursor }),
  }).toString();
  return query ? `${accountsPath}?${query}` : accountsPath;
}
