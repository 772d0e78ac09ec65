import type { ListName } from "@/lib/console/schemas";
import { editPath } from "../catalog/addresses";

/** A list of the console with what is asked of it; empty values are left out. */
export function listPath(name: ListName, query: Record<string, string | undefined> = {}): string {
  const asked = Object.entries(query).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const search = new URLSearchParams(asked).toString();
  return `/admin/${name}${search && `?${search}`}`;
}

/** The same list as a CSV file. */
export function csvPath(name: ListName, query: Record<string, string | undefined>): string {
  return listPath(name, query).replace(`/admin/${name}`, `/api/admin/lists/${name}/csv`);
}

/** Where all about one thing of a list stands. */
export const detailPath = (name: ListName, id: string | number): string =>
  `/admin/${name}/${encodeURIComponent(id)}`;

const listsOfPrefixes: Record<string, ListName> = {
  pay: "payments",
  prop: "accounts",
  usr: "customers",
  we: "webhook-endpoints",
  whd: "deliveries",
  app: "apps",
};

/** Where all about an id stands, by its prefix, if it has a page. */
export function pathOfId(id: string): string | undefined {
  const list = listsOfPrefixes[id.slice(0, id.indexOf("_"))];
  return list && detailPath(list, id);
}

const placesOfSubjects: Record<string, (id: string) => string> = {
  account: (id) => detailPath("accounts", id),
  payment: (id) => detailPath("payments", id),
  purchase: (id) => detailPath("purchases", id),
  // One that was given is known by its purchase.
  challenge: (id) => detailPath("purchases", id),
  wallet: (id) => listPath("operations", { wallet: id }),
  stripe_event: (id) => detailPath("stripe-events", id),
  delivery: (id) => detailPath("deliveries", id),
  customer: (id) => detailPath("customers", id),
  app: (id) => detailPath("apps", id),
  tier: (id) => editPath("tiers", id),
  program: (id) => editPath("programs", id),
  group: (id) => editPath("groups", id),
};

/** Where all about the subject of an action stands. A job has no place: it is gone once it is done. */
export const pathOfSubject = (action: string, id: string): string | undefined =>
  placesOfSubjects[action.slice(0, action.indexOf("."))]?.(id);
