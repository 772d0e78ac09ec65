import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { perProcess } from "@/lib/core/per-process";
import type { OpenApiDocument, TagName } from "@/lib/openapi/schemas";
import { api } from "./api";
import type { DescribedOperation } from "./api-description";

const escaped = (part: string) =>
  encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** A reference to the schema of a request's body in the document, for ajv. */
export const bodySchemaAt = (path: string, method: string) => ({
  $ref: `contract#/paths/${escaped(path)}/${method}/requestBody/content/application~1json/schema`,
});

/** A reference to the schema of a response. */
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

// To compile the schemas takes longer than most tests.
let ajv: Ajv2020 | undefined;
const validators = new Map<string, ValidateFunction>();

function validatorOf({ method, path }: DescribedOperation, status: number): ValidateFunction {
  const key = `${method} ${path} ${status}`;
  const existing = validators.get(key);
  if (existing) return existing;
  ajv ??= ajvOf(api().document);
  const validator = ajv.compile(schemaAt(path, method.toLowerCase(), status));
  validators.set(key, validator);
  return validator;
}

interface Received {
  status: number;
  headers: Headers;
  body: unknown;
}

/** The statuses that each operation has responded with in this test file. */
const statuses = perProcess("tested-statuses", () => new Map<string, Set<number>>());

/** Throws unless a response is as the OpenAPI document says: its status, its media type and its body. */
export function validateResponse(operation: DescribedOperation, received: Received): void {
  const { id, method, path } = operation;
  const { status, headers, body } = received;
  const problem = (text: string, details: unknown = body) =>
    new Error(`${id} (${method} ${path}): ${text}. ${JSON.stringify(details)}`);
  const documented = api().document.paths[path]?.[method.toLowerCase()]?.responses[status];
  if (!documented) throw problem(`the OpenAPI document has no response ${status}`);
  statuses().set(id, (statuses().get(id) ?? new Set()).add(status));
  const mediaType = (headers.get("content-type") ?? "").split(";")[0] ?? "";
  const mediaTypes = Object.keys(documented.content ?? {});
  if (mediaType ? !mediaTypes.includes(mediaType) : mediaTypes.length > 0) {
    throw problem(`${status} is ${mediaType || "empty"} in place of ${mediaTypes.join()}`);
  }
  if (mediaType !== "application/json") return;
  const validate = validatorOf(operation, status);
  if (!validate(body)) throw problem(`${status} is not as documented`, [validate.errors, body]);
}

/** The operations of some tags of which this test file has seen no success, or no error. */
export const missingResponses = (tags: TagName[]): string[] =>
  api()
    .operations.filter(({ tag }) => tags.includes(tag))
    .flatMap(({ id }) => {
      const seen = [...(statuses().get(id) ?? [])];
      return [
        ...(seen.some((status) => status < 300) ? [] : [`${id}: no success`]),
        ...(seen.some((status) => status >= 400) ? [] : [`${id}: no error`]),
      ];
    });
