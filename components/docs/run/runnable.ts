import type { IdKind, Parameter, RunBy } from "@/lib/openapi/schemas";
import { markdownText } from "../inline-markdown";
import { valuesOf } from "../reference/describe-schema";
import { type Endpoint, exampleBody } from "../reference/samples";

/** The signed-in reader of the reference. */
export interface Reader {
  email: string;
  role: "trader" | "admin";
}

/** A parameter, as an input of Run. */
export interface RunField {
  name: string;
  hint: string;
  required: boolean;
  /** The allowed values; empty if any value may be typed. */
  values: string[];
  ids: IdKind | null;
}

/** An operation, as Run needs it. */
export interface Runnable {
  id: string;
  method: string;
  path: string;
  by: RunBy;
  write: boolean;
  effect: string;
  pathFields: RunField[];
  queryFields: RunField[];
  /** The initial body; null for an operation without one. */
  body: Record<string, unknown> | null;
  /** The fields of the body that take ids, with their kinds. */
  bodyIds: Record<string, IdKind>;
  hasKey: boolean;
}

/** The input of Run for an operation. `freshKey` fills an idempotency key inside the body. */
export function runnableOf({ method, path, operation }: Endpoint, freshKey: string): Runnable {
  const { operationId, parameters = [], "x-run": run } = operation;
  const field = ({ name, description = "", required = false, schema }: Parameter): RunField => ({
    name,
    hint: markdownText(description.split("\n\n")[0] ?? ""),
    required,
    values: valuesOf(schema),
    ids: run.ids[name] ?? null,
  });
  const fieldsIn = (location: Parameter["in"]) =>
    parameters.filter((parameter) => parameter.in === location).map(field);
  const body = asRecord(exampleBody(operation));
  const bodyIds = Object.entries(run.ids).filter(([name]) => body && name in body);
  return {
    id: operationId,
    method,
    path,
    by: run.by,
    write: run.write,
    effect: run.effect,
    pathFields: fieldsIn("path"),
    queryFields: fieldsIn("query"),
    body: body && "idempotency_key" in body ? { ...body, idempotency_key: freshKey } : body,
    bodyIds: Object.fromEntries(bodyIds),
    hasKey: fieldsIn("header").some(({ name }) => name === "Idempotency-Key"),
  };
}

const asRecord = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : null;
