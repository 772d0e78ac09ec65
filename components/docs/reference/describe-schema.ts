import type { JsonSchema } from "@/lib/openapi/schemas";

export type Schemas = Record<string, JsonSchema>;

const NAMED = "#/components/schemas/";
const isNull = (schema: JsonSchema) => schema.type === "null";

/** The alternatives of a schema. */
const choices = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [];

/** The schema behind a reference, and behind "or null". */
export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (schema.$ref) return resolve(schemas[schema.$ref.replace(NAMED, "")] ?? {}, schemas);
  const alternatives = choices(schema).filter((choice) => !isNull(choice));
  const [only] = alternatives;
  return alternatives.length === 1 && only ? resolve(only, schemas) : schema;
}

/** The type of a value: `string`, `integer or null`, `list of Payment`. */
export function typeLabel(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.replace(NAMED, "");
  const alternatives = choices(schema);
  if (alternatives.length > 0) return [...new Set(alternatives.map(typeLabel))].join(" or ");
  if (schema.items) return `list of ${typeLabel(schema.items)}`;
  if (schema.const !== undefined && !schema.type) return typeof schema.const;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  if (schema.enum && !schema.type)
    return [...new Set(schema.enum.map((value) => typeof value))].join(" or ");
  return schema.type ?? "any";
}

const LARGE = 2 ** 31 - 1;

/** The constraints of a value beside its type: `1 to 100`, `max 64 characters`. */
export function constraintLabels(schema: JsonSchema): string[] {
  const { type, format, minimum, maximum, exclusiveMinimum, minLength, maxLength } = schema;
  const labels: string[] = [];
  if (format === "date-time") labels.push("ISO 8601");
  else if (format) labels.push(format);
  const isWhole = type === "integer";
  const above = isWhole ? undefined : exclusiveMinimum;
  if (above !== undefined) labels.push(`above ${number(above)}`);
  const next = isWhole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : undefined;
  const least = minimum ?? next;
  const most = maximum !== undefined && maximum < LARGE ? maximum : undefined;
  const shownLeast = least !== undefined && least > -LARGE ? least : undefined;
  labels.push(...between(shownLeast, most, ""));
  labels.push(...between(minLength === 1 ? undefined : minLength, maxLength, " characters"));
  labels.push(...between(schema.minItems, schema.maxItems, " entries"));
  if (schema.items) labels.push(...constraintLabels(schema.items));
  return labels;
}

const number = (value: number) => value.toLocaleString("en-US");

function between(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least !== undefined && most !== undefined)
    return [`${number(least)} to ${number(most)}${unit}`];
  if (least !== undefined) return [`min ${number(least)}${unit}`];
  return most === undefined ? [] : [`max ${number(most)}${unit}`];
}

/** The allowed values of a schema, or of the entries of its list; empty if it allows any. */
export function valuesOf(schema: JsonSchema): string[] {
  if (schema.items) return valuesOf(schema.items);
  if (schema.const !== undefined) return [String(schema.const)];
  if (schema.enum) return schema.enum.map(String);
  return choices(schema).flatMap(valuesOf);
}

export interface Field {
  name: string;
  schema: JsonSchema;
  required: boolean;
}

/** The fields of an object, in the order of its schema. */
export const fieldsOf = ({ properties = {}, required = [] }: JsonSchema): Field[] =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));

/** The variants of a value that are objects, each titled by the constant that distinguishes it. */
export function variantsOf(
  schema: JsonSchema,
  schemas: Schemas,
): { title: string; schema: JsonSchema }[] {
  const inner = resolve(schema, schemas);
  if (inner.items) return variantsOf(inner.items, schemas);
  if (inner.properties) return [{ title: "", schema: inner }];
  const objects = choices(inner)
    .map((choice) => resolve(choice, schemas))
    .filter(({ properties }) => properties);
  return objects.map((object) => ({
    title: objects.length > 1 ? discriminatorOf(object) : "",
    schema: object,
  }));
}

function discriminatorOf({ properties = {} }: JsonSchema): string {
  const found = Object.entries(properties).find(([, field]) => field.const !== undefined);
  return found ? `${found[0]}: ${String(found[1].const)}` : "";
}
