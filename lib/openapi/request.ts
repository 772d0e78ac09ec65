import { jsonSchema } from "./json-schema";
import type { Operation } from "./operation";
import type { JsonSchema, Parameter } from "./schemas";

type Components = Record<string, JsonSchema>;

const text = { type: "string" };

/** The parameters of an operation: of its path, its query, and the headers that are its own. */
export function parametersOf(operation: Operation, components: Components): Parameter[] {
  const { params, query, headers = [], idempotent, words = {} } = operation;
  const plain = [
    ...(params ? fields(params, "path", components) : []),
    ...(query ? fields(query, "query", components) : []),
    ...headers.map((header) => ({ ...header, in: "header" as const, schema: text })),
    ...(idempotent ? [key] : []),
  ];
  return plain.map((one) => {
    const description = words[one.name];
    return description ? { ...one, description } : one;
  });
}

const key: Parameter = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "A name of your own for this write, such as a UUID. Repeated within 24 hours, with the same body, it answers as the first time and does nothing twice.",
  schema: { ...text, minLength: 1, maxLength: 255 },
};

/**
 * An address holds words only: what they are is what they are read as (`output`), whether one is
 * needed what was sent (`input`).
 */
function fields(
  schema: NonNullable<Operation["query"]>,
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

/** The body of an operation, if it takes one. */
export function bodyOf({ body }: Operation, components: Components) {
  if (!body) return {};
  const schema = jsonSchema(body.schema, "input", components, "Body");
  const media = { schema, example: body.example };
  return {
    requestBody: {
      required: true as const,
      content: {
        "application/json": media,
        ...(body.form && { "application/x-www-form-urlencoded": media }),
      },
    },
  };
}
