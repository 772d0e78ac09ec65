import type { ListName } from "@/lib/console/schemas";
import { editPath } from "../catalog/paths";

/** The page of a list with its query; empty values are left out. */
export function listPath(name: ListName, query: Record<string, string | undefined> = {}): string {
  const params = Object.entries(query).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const search = new URLSearchParams(params).toString();
  return `/admin/${name}${search && `?${search}`}`;
}

/** The API path of the same list as a CSV file. */
export function csvPath(name: ListName, query: Record<string, string | undefined>): string {
  return listPath(name, query).replace(`/admin/${name}`, `/api/admin/lists/${name}/csv`);
}

/** The page of one row of a list. */
export const detailPath = (name: ListName, id: string | number): string =>
  `/admin/${name}/${encodeURIComponent(id)}`;

const listsOfPrefixes: Record<string, ListName> = {
  pay: "payments",
  prop: "accounts",
  usr: "customers",
  we: "webhook-endpoints",
  whd: "deliveries",
  app: "apps",
  vrd: "verdicts",
  cmd: "venue-commands",
};

/** The page of an id, found by its prefix; undefined where there is none. */
export function pathOfId(id: string): string | undefined {
  const list = listsOfPrefixes[id.slice(0, id.indexOf("_"))];
  return list && detailPath(list, id);
}

const pathsOfSubjects: Record<string, (id: string) => string> = {
  account: (id) => detailPath("accounts", id),
  payment: (id) => detailPath("payments", id),
  purchase: (id) => detailPath("purchases", id),
  // The subject of a grant is its purchase.
  challenge: (id) => detailPath("purchases", id),
  wallet: (id) => listPath("operations", { wallet: id }),
  stripe_event: (id) => detailPath("stripe-events", id),
  delivery: (id) => detailPath("deliveries", id),
  customer: (id) => detailPath("customers", id),
  app: (id) => detailPath("apps", id),
  trading_source: (id) => detailPath("trading-sources", id),
  venue_command: (id) => detailPath("venue-commands", id),
  verdict: (id) => detailPath("verdicts", id),
  tier: (id) => editPath("tiers", id),
  program: (id) => editPath("programs", id),
  group: (id) => editPath("groups", id),
  legal_document: (id) => editPath("legal", id),
};

/** The page of an action's subject. A job has none: it is deleted once it is done. */
export const pathOfSubject = (action: string, id: string): string | undefined =>
  pathsOfSubjects[action.slice(0, action.indexOf("."))]?.(id);
