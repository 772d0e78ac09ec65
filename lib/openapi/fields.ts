import { fieldWords } from "./field-words";
import type { JsonSchema } from "./schemas";

/** A schema in which each field says what it is: in the words for this schema's, else for its name. */
export function describeFields(schema: JsonSchema, owner: string): JsonSchema {
  const into = (inner: JsonSchema) => describeFields(inner, owner);
  const { properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          withWords(into(field), fieldWords[`${owner}.${name}`] ?? fieldWords[name]),
        ]),
      ),
    }),
    ...(items && { items: into(items) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === "object"
          ? into(additionalProperties)
          : additionalProperties,
    }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(into) }),
    ...(schema.oneOf && { oneOf: schema.oneOf.map(into) }),
    ...(schema.allOf && { allOf: schema.allOf.map(into) }),
  };
}

const withWords = (schema: JsonSchema, description: string | undefined): JsonSchema =>
  description ? { description, ...schema } : schema;
