/**
 * Options of a query whose data changes at the server: it is fetched anew on each visit, a failed fetch is
 * shown at once, and so is a lost connection.
 */
export const liveQuery = { gcTime: 0, retry: false, networkMode: "always" } as const;
