/** The sections of the API reference, in order. */
export const tagNames = [
  "Payments",
  "Prop accounts",
  "Challenges",
  "Trading accounts",
  "Trading events",
  "Authentication",
  "Webhook endpoints",
  "Service",
  "Profile",
  "Browser",
  "Console",
] as const;
export type TagName = (typeof tagNames)[number];

/** The kinds of ids for which the reference offers its reader their own. */
export const idKinds = [
  "payment",
  "prop-account",
  "program",
  "purchase",
  "challenge",
  "login",
  "wallet",
  "endpoint",
  "delivery",
] as const;
export type IdKind = (typeof idKinds)[number];
