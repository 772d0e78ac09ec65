export const catalogPath = "/admin/catalog";

type Kind = "tiers" | "programs" | "groups";

/** Where a tier, program or group is edited; where a new one is made without an id. */
export const editPath = (kind: Kind, id?: string | number): string =>
  `${catalogPath}/${kind}/${id === undefined ? "new" : encodeURIComponent(id)}`;

/** The route that takes it. */
export const apiPath = (kind: Kind, id?: string | number, what?: "archived" | "status"): string =>
  `/api/admin/catalog/${kind}${id === undefined ? "" : `/${encodeURIComponent(id)}`}${what ? `/${what}` : ""}`;
