/** What an app may be allowed to do with its token. */
export const scopes = [
  "payments:read",
  "payments:write",
  "accounts:read",
  "webhooks:read",
  "webhooks:write",
  "auth:write",
] as const;
export type Scope = (typeof scopes)[number];
