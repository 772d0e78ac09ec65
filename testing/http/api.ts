import { readFileSync } from "node:fs";
import type { ApiDescription, DescribedOperation } from "./api-description";

let description: ApiDescription | undefined;

/** The API's operations and its OpenAPI document. */
export function api(): ApiDescription {
  description ??= JSON.parse(readFileSync(process.env.API_DESCRIPTION ?? "", "utf8"));
  if (!description) throw new Error("API_DESCRIPTION names no file");
  return description;
}

/** The operation of an id. Throws if there is none. */
export function operationOf(id: string): DescribedOperation {
  const operation = api().operations.find((one) => one.id === id);
  if (!operation) throw new Error(`no operation ${id}`);
  return operation;
}

let operationPatterns: { operation: DescribedOperation; pattern: RegExp }[] | undefined;

/** Paths without parameters come first: `/v2/payments/checkout` is no payment's id. */
const patterns = () =>
  (operationPatterns ??= api()
    .operations.toSorted((a, b) => parametersIn(a) - parametersIn(b))
    .map((operation) => ({
      operation,
      pattern: new RegExp(`^${operation.path.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    })));

const parametersIn = ({ path }: DescribedOperation) => path.split("{").length;

/** The operation that serves a method at a path, with the values of its path parameters. */
export function findOperation(
  method: string,
  pathname: string,
): { operation: DescribedOperation; params: Record<string, string> } | null {
  for (const { operation, pattern } of patterns()) {
    const match = operation.method === method ? pattern.exec(pathname) : null;
    if (!match) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    return { operation, params: Object.fromEntries(params) };
  }
  return null;
}
