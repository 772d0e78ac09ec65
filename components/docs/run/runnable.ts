import type { IdKind, Parameter, RunBy } from "@/lib/openapi/schemas";
import { withoutMarks } from "../guides/inline";
import { type Described, exampleBody } from "../reference/samples";
import { valuesOf } from "../reference/schema-words";

/** A parameter as Run asks for it. */
export interface RunField {
  name: string;
  hint: string;
  required: boolean;
  /** All the values that there are; empty where any may be typed. */
  values: string[];
  ids: IdKind | null;
}

/** What Run needs to know of an operation. */
export interface Runnable {
  id: string;
  method: string;
  path: string;
  by: RunBy;
  write: boolean;
  effect: string;
  pathFields: RunField[];
  queryFields: RunField[];
  /** The body to begin with; null where it takes none. */
  body: Record<string, unknown> | null;
  /** Whose ids stand in the body. */
  bodyIds: Record<string, IdKind>;
  hasKey: boolean;
}

/** An operation of the document as Run asks for its input. `freshKey` is for a key inside the body. */
export function runnableOf({ method, path, operation }: Described, freshKey: string): Runnable {
  const { operationId, parameters = [], "x-run": run } = operation;
  const field = ({ name, description = "", required = false, schema }: Parameter): RunField => ({
    name,
    hint: withoutMarks(description.split("\n\n")[0] ?? ""),
    required,
    values: valuesOf(schema),
    ids: run.ids[name] ?? null,
  });
  const of = (place: Parameter["in"]) => parameters.filter((one) => one.in === place).map(field);
  const body = asRecord(exampleBody(operation));
  const bodyIds = Object.entries(run.ids).filter(([name]) => body && name in body);
  return {
    id: operationId,
    method,
    path,
    by: run.by,
    write: run.write,
    effect: run.effect,
    pathFields: of("path"),
    queryFields: of("query"),
    body: body && "idempotency_key" in body ? { ...body, idempotency_key: freshKey } : body,
    bodyIds: Object.fromEntries(bodyIds),
    hasKey: of("header").some(({ name }) => name === "Idempotency-Key"),
  };
}

const asRecord = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : null;
