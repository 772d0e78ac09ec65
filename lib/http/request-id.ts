/** The header with the request id: of page requests from page-request.ts to proxy.ts, and of all responses. */
export const REQUEST_ID = "x-request-id";
