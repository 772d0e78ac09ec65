/** The legal documents. Each is a page whose path is its kind: `/terms`. */
export const legalKinds = ["terms", "privacy", "risk", "refunds"] as const;
export type LegalKind = (typeof legalKinds)[number];

export const legalTitles: Record<LegalKind, string> = {
  terms: "Terms of purchase",
  privacy: "Privacy policy",
  risk: "Risk disclosure",
  refunds: "Refund policy",
};

/** The page of a document; of a version of it, also by the name that `TERMS_VERSION` had for it. */
export const legalPath = (kind: LegalKind, version?: number | string): string =>
  version === undefined ? `/${kind}` : `/${kind}?version=${encodeURIComponent(version)}`;
