export const catalogPath = "/admin/catalog";

type Kind = "tiers" | "programs" | "groups" | "legal";

/** The page that edits a tier, program, group or legal document; without an id, the page that creates one. */
export const editPath = (kind: Kind, id?: string | number): string =>
  `${catalogPath}/${kind}/${id === undefined ? "new" : encodeURIComponent(id)}`;

/** The API path of a tier, program or group, or of a field that has a route of its own. */
export const apiPath = (kind: Kind, id?: string | number, field?: "archived" | "status"): string =>
  `/api/admin/catalog/${kind}${id === undefined ? "" : `/${encodeURIComponent(id)}`}${field ? `/${field}` : ""}`;
