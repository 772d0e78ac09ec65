/** The permissions that an app can have. */
export const scopes = [
  "payments:read",
  "payments:write",
  "accounts:read",
  "trading:read",
  "trading:write",
  "webhooks:read",
  "webhooks:write",
  "auth:write",
] as const;
export type Scope = (typeof scopes)[number];
