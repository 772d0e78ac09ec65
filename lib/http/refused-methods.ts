/**
 * Where incoming.ts sends a request whose method nothing at its address could have, and the methods that
 * the response says are allowed instead.
 */
export const refusedMethods = {
  "/api/no-such-method": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  "/api/no-such-page-method": "GET, HEAD",
} as const;

export type RefusedMethodPath = keyof typeof refusedMethods;
export const isRefusedMethodPath = (path: string): path is RefusedMethodPath =>
  Object.hasOwn(refusedMethods, path);
