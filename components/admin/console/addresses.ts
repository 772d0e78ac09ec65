import type { ListName } from "@/lib/console/schemas";

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
