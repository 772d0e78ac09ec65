import type { Table } from "../records";
import type { Store } from "../store";
import { rejected } from "./errors";

/** The fields with an id that `expand[]` can replace by the object itself. */
const EXPANDABLE: ReadonlyMap<string, Table> = new Map([
  ["charge", "charges"],
  ["latest_charge", "charges"],
  ["payment_intent", "payment_intents"],
  ["payment_method", "payment_methods"],
]);

type Json = Record<string, unknown>;

/** A response with each `expand[]` path filled in, such as `latest_charge` or `data.charge`. */
export function expand(store: Store, result: object, paths: readonly string[]): object {
  let expanded: Json = { ...result };
  for (const [index, path] of paths.entries()) {
    expanded = expandObject(store, expanded, path.split("."), `expand[${index}]`);
  }
  return expanded;
}

function expandObject(store: Store, object: Json, path: readonly string[], param: string): Json {
  const [field = "", ...rest] = path;
  const value = expandField(store, object, field);
  if (value === undefined) {
    throw rejected(`This property cannot be expanded (${field}).`, undefined, param);
  }
  return { ...object, [field]: rest.length === 0 ? value : expandRest(store, value, rest, param) };
}

function expandRest(store: Store, value: unknown, rest: readonly string[], param: string): unknown {
  if (Array.isArray(value)) return value.map((item) => expandRest(store, item, rest, param));
  if (typeof value !== "object" || value === null) return value;
  return expandObject(store, { ...value }, rest, param);
}

/** The field's value with an id looked up; undefined if there is nothing to expand. */
function expandField(store: Store, object: Json, field: string): unknown {
  if (object.object === "charge" && field === "refunds") return refundsOf(store, object.id);
  const value = object[field];
  if (typeof value !== "string") return value;
  const table = EXPANDABLE.get(field);
  return table === undefined ? undefined : (store.get(table, value) ?? value);
}

function refundsOf(store: Store, charge: unknown): Json {
  const data = store.newestFirst("refunds").filter((refund) => refund.charge === charge);
  return { object: "list", data, has_more: false, url: `/v1/charges/${charge}/refunds` };
}
