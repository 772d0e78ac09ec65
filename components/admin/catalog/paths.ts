import type { LegalKind } from "@/lib/core/legal-pages";

export const catalogPath = "/admin/catalog";

type Kind = "tiers" | "programs" | "groups";

/** The page that edits a tier, program, group or legal document; without an id, the page that creates one. */
export const editPath = (kind: Kind | "legal", id?: string | number): string =>
  `${catalogPath}/${kind}/${id === undefined ? "new" : encodeURIComponent(id)}`;

/** The API path of a tier, program or group, or of a field that has a route of its own. */
export const apiPath = (kind: Kind, id?: string | number, field?: "archived" | "status"): string =>
  `/api/admin/catalog/${kind}${id === undefined ? "" : `/${encodeURIComponent(id)}`}${field ? `/${field}` : ""}`;

/** The page that compares two versions of a legal document. */
export const comparePath = (kind: LegalKind, from: number, to: number | "draft"): string =>
  `${editPath("legal", kind)}/compare?from=${from}&to=${to}`;

/** The API path of a legal document's draft, or of its versions. */
export const legalApiPath = (kind: LegalKind, of: "draft" | "versions"): string =>
  `/api/admin/catalog/legal-documents/${kind}/${of}`;
