import type { Records } from "../records";
import type { ApiCall } from "./call";
import { invalidParam } from "./errors";
import { isObject } from "./form-decode";
import { allowOnly, optionalInteger, optionalText } from "./params";

type ListedTable =
  | "payment_intents"
  | "charges"
  | "refunds"
  | "disputes"
  | "events"
  | "webhook_endpoints";

/** A page of a list, newest first, in Stripe's form. */
export type Page<Item> = { object: "list"; url: string; has_more: boolean; data: Item[] };

const PAGE_PARAMS = ["limit", "starting_after", "ending_before", "created"] as const;
const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/**
 * The page of a table that the request names by `limit`, `starting_after`, `ending_before` and
 * `created`, of the objects that match the endpoint's own filter.
 */
export function listPage<Name extends ListedTable>(
  call: ApiCall,
  table: Name,
  filters: readonly string[],
  passes: (record: Records[Name]) => boolean,
): Page<Records[Name]> {
  allowOnly(call.params, [...PAGE_PARAMS, ...filters]);
  const isInRange = createdRange(call);
  const all = call.store.newestFirst(table);
  const items = all.filter((record) => isInRange(record.created) && passes(record));

  const limit = readLimit(call);
  const after = optionalText(call.params, "starting_after");
  const before = optionalText(call.params, "ending_before");
  if (before !== null) {
    const end = positionOf(items, before, "ending_before");
    const start = Math.max(0, end - limit);
    return page(call, items.slice(start, end), start > 0);
  }
  const start = after === null ? 0 : positionOf(items, after, "starting_after") + 1;
  return page(call, items.slice(start, start + limit), start + limit < items.length);
}

function page<Item>(call: ApiCall, data: Item[], hasMore: boolean): Page<Item> {
  return { object: "list", url: call.path, has_more: hasMore, data };
}

function readLimit(call: ApiCall): number {
  const limit = optionalInteger(call.params, "limit") ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) {
    throw invalidParam("limit", `Invalid limit: must be between 1 and ${MAX_LIMIT}`);
  }
  return limit;
}

function positionOf(items: readonly { id: string }[], id: string, param: string): number {
  const position = items.findIndex((item) => item.id === id);
  if (position < 0) throw invalidParam(param, `No such object: '${id}'`, "resource_missing");
  return position;
}

/** `created=123` for one second, or `created[gt|gte|lt|lte]` for a range. */
function createdRange(call: ApiCall): (created: number) => boolean {
  const created = call.params.created;
  if (!isObject(created)) {
    const exact = optionalInteger(call.params, "created");
    return (value) => exact === null || value === exact;
  }
  allowOnly(created, ["gt", "gte", "lt", "lte"], "created");
  const bound = (name: string, fallback: number) => optionalInteger(created, name) ?? fallback;
  const [gt, gte] = [bound("gt", -Infinity), bound("gte", -Infinity)];
  const [lt, lte] = [bound("lt", Infinity), bound("lte", Infinity)];
  return (value) => value > gt && value >= gte && value < lt && value <= lte;
}
