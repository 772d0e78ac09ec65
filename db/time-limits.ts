/** How long a statement may take, and a transaction may be idle, in milliseconds. */
export const QUERY_MS = 30_000;
