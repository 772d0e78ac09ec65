/**
 * Paths to which incoming-requests.ts routes a request whose method is never supported at its address, and the
 * methods that the response names as allowed.
 */
export const unsupportedMethods = {
  "/api/no-such-method": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  "/api/no-such-page-method": "GET, HEAD",
} as const;

export type UnsupportedMethodPath = keyof typeof unsupportedMethods;
export const isUnsupportedMethodPath = (path: string): path is UnsupportedMethodPath =>
  Object.hasOwn(unsupportedMethods, path);
