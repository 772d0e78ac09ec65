import type { Records, Table } from "../records";
import type { Work } from "../work";
import { missing } from "./errors";
import type { FormObject } from "./form-decode";
import { allowOnly } from "./params";

/** Which of the account's two keys a request has. */
export type KeyKind = "secret" | "publishable";

/** One authenticated API request, with what its handler needs. */
export type ApiCall = Work & {
  readonly params: FormObject;
  /** The id in the path, or empty if the path has none. */
  readonly id: string;
  readonly path: string;
  readonly key: KeyKind;
  /** The sandbox's own address, without a slash at its end. */
  readonly sandboxUrl: string;
};

/** Handles a call and returns the object to send; throws an ApiError to reject it. */
export type ApiHandler = (call: ApiCall) => object;

/** The object of a `GET /v1/{table}/{id}`; it takes no parameters except `expand`. */
export function readOne<Name extends Table>(
  call: ApiCall,
  table: Name,
  kind: string,
): Records[Name] {
  allowOnly(call.params, []);
  return findOne(call, table, kind);
}

/** The object whose id is in the path. Throws 404 if it doesn't exist. */
export function findOne<Name extends Table>(
  call: Pick<ApiCall, "store" | "id">,
  table: Name,
  kind: string,
): Records[Name] {
  const record = call.store.get(table, call.id);
  if (record === null) throw missing(kind, call.id);
  return record;
}
