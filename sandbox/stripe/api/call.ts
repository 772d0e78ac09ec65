import type { Records, Table } from "../records";
import type { Work } from "../work";
import { missing } from "./errors";
import type { FormObject } from "./form-decode";
import { allowOnly } from "./params";

/** Which of the account's two keys a request carries. */
export type KeyKind = "secret" | "publishable";

/** One authenticated API request, with what its handler works with. */
export type ApiCall = Work & {
  readonly params: FormObject;
  /** The id in the path, or empty when the path has none. */
  readonly id: string;
  readonly path: string;
  readonly key: KeyKind;
  /** The sandbox's own address, without a slash at its end. */
  readonly sandboxUrl: string;
};

/** Answers a call with the object to send; throws an ApiError to refuse it. */
export type ApiHandler = (call: ApiCall) => object;

/** The object that a `GET /v1/{table}/{id}` names; it takes no parameters but `expand`. */
export function readOne<Name extends Table>(
  call: ApiCall,
  table: Name,
  kind: string,
): Records[Name] {
  allowOnly(call.params, []);
  return findOne(call, table, kind);
}

/** The object that the path names, or 404. */
export function findOne<Name extends Table>(
  call: Pick<ApiCall, "store" | "id">,
  table: Name,
  kind: string,
): Records[Name] {
  const record = call.store.get(table, call.id);
  if (record === null) throw missing(kind, call.id);
  return record;
}
