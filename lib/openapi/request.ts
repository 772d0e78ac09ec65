import type { Declaration } from "@/lib/http/operation";
import { jsonSchema } from "./json-schema";
import type { JsonSchema, Parameter } from "./schemas";

type Components = Record<string, JsonSchema>;

const text = { type: "string" };

/** The parameters of an operation: path, query, and its own headers. */
export function parametersOf(operation: Declaration, components: Components): Parameter[] {
  const { params, query, headers = [], isIdempotent, parameterDescriptions = {} } = operation;
  const plain = [
    ...(params ? fields(params, "path", components) : []),
    ...(query ? fields(query, "query", components) : []),
    ...headers.map((header) => ({ ...header, in: "header" as const, schema: text })),
    ...(isIdempotent ? [key] : []),
  ];
  return plain.map((one) => {
    const description = parameterDescriptions[one.name];
    return description ? { ...one, description } : one;
  });
}

const key: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "Makes retries safe. Use a unique value such as a UUID; repeating the request with the same key and body within 24 hours returns the original response.",
  schema: { ...text, minLength: 1, maxLength: 255 },
};

/**
 * Paths and queries hold strings only: the type is taken from the parsed value (`output`), whether the
 * parameter is required from what is sent (`input`).
 */
function fields(
  schema: NonNullable<Declaration["query"]>,
  where: "path" | "query",
  components: Components,
): Parameter[] {
  const { properties = {} } = jsonSchema(schema, "output", components);
  const { required = [] } = jsonSchema(schema, "input", components);
  return Object.entries(properties).map(([name, { description, ...type }]) => ({
    name,
    in: where,
    ...(description && { description }),
    ...((where === "path" || required.includes(name)) && { required: true }),
    schema: type,
  }));
}

/** The request body of an operation, if it takes one. */
export function bodyOf({ body }: Declaration, components: Components) {
  if (!body) return {};
  const schema = jsonSchema(body.schema, "input", components);
  const media = { schema, example: body.example };
  return {
    requestBody: {
      required: true as const,
      content: {
        "application/json": media,
        ...(body.isForm && { "application/x-www-form-urlencoded": media }),
      },
    },
  };
}
