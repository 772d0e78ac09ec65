/** The header by which a page's request carries its id from page-request.ts to proxy.ts, and its response to the client. */
export const REQUEST_ID = "x-request-id";
