import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApiDocument } from "@/lib/openapi";
import { type Operation, pathOf } from "@/lib/openapi/operation";
import { findOperation, operations } from "@/lib/openapi/operations";
import type { OpenApiDocument, TagName } from "@/lib/openapi/schemas";
import { call } from "./api";
import { handlerOf, paramsOf } from "./routes";

const escaped = (part: string) =>
  encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** Where the schema of a request's body stands in the document, for ajv. */
export const bodySchemaAt = (path: string, method: string) => ({
  $ref: `contract#/paths/${escaped(path)}/${method}/requestBody/content/application~1json/schema`,
});

/** The same of an answer's. */
export const schemaAt = (path: string, method: string, status: string | number) => ({
  $ref: `contract#/paths/${escaped(path)}/${method}/responses/${status}/content/application~1json/schema`,
});

/** A validator that knows the document's schemas. */
export function ajvOf(document: OpenApiDocument): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    inlineRefs: false,
    validateSchema: false,
  });
  addFormats(ajv);
  ajv.addSchema({ ...document, $id: "contract" });
  return ajv;
}

type Call = Parameters<typeof call>[1];
type Answer = Awaited<ReturnType<typeof call>>;

/** What was answered to each operation so far. */
export const seen = new Map<string, Set<number>>();
let ajv: Ajv2020 | undefined;

/** Calls an operation as `call` does, and holds its answer to the document. */
export async function documented(
  id: string,
  options: Call & { query?: string } = {},
): Promise<Answer> {
  const operation = findOperation(id);
  if (!operation) throw new Error(`no ${id}`);
  const [method = ""] = operation.route.split(" ");
  const { query = "", ...rest } = options;
  const path = pathOf(operation) + query;
  return held(operation, await call(await handlerOf(operation.route), { method, path, ...rest }));
}

/** Holds an answer to the document: its status is there, and its body as it says. */
export function held<A extends Pick<Answer, "status" | "headers" | "body">>(
  operation: Operation,
  answer: A,
): A {
  const document = openApiDocument();
  const [method = ""] = operation.route.toLowerCase().split(" ");
  const described = document.paths[pathOf(operation)]?.[method];
  const { status, body } = answer;
  const response = described?.responses[status];
  if (!response)
    throw new Error(`${operation.id}: ${status} is not documented. ${JSON.stringify(body)}`);
  seen.set(operation.id, (seen.get(operation.id) ?? new Set()).add(status));
  const media = (answer.headers.get("content-type") ?? "").split(";")[0];
  expect([operation.id, status, media ? [media] : []]).toEqual([
    operation.id,
    status,
    Object.keys(response.content ?? {}),
  ]);
  if (media !== "application/json") return answer;
  ajv ??= ajvOf(document);
  const valid = ajv.validate(schemaAt(pathOf(operation), method, status), body);
  expect([operation.id, status, valid ? [] : ajv.errors, body]).toEqual([
    operation.id,
    status,
    [],
    body,
  ]);
  return answer;
}

/** Calls every operation of the given tags that wants to know who calls, as nobody. */
export async function withoutCredentials(tags: TagName[]): Promise<void> {
  for (const { id, route, tag, surface, body } of operations) {
    if (!tags.includes(tag) || ["public", "nextauth"].includes(surface)) continue;
    const sent = body && { body: body.example };
    const { status } = await documented(id, { params: paramsOf(route), ...sent });
    // What only our own pages call is refused for where it comes from.
    expect([id, status]).toEqual([id, surface === "own-pages" ? 403 : 401]);
  }
}

/** The operations of the given tags of which no success, or no error, was held to the document. */
export const notHeld = (tags: TagName[]): string[] =>
  operations
    .filter(({ tag }) => tags.includes(tag))
    .flatMap(({ id }) => {
      const statuses = [...(seen.get(id) ?? [])];
      const found = [];
      if (!statuses.some((status) => status < 300)) found.push(`${id}: no success`);
      if (!statuses.some((status) => status >= 400)) found.push(`${id}: no error`);
      return found;
    });
