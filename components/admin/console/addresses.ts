import type { ListName } from "@/lib/console/schemas";
import { adminPaymentPath } from "../../payment/addresses";

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

/** Where all about an id stands, if it has a page. */
export function detailPath(id: string): string | undefined {
  return id.startsWith("pay_") ? adminPaymentPath(id) : undefined;
}
