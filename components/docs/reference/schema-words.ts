import type { JsonSchema } from "@/lib/openapi/schemas";

export type Schemas = Record<string, JsonSchema>;

const NAMED = "#/components/schemas/";
const isNull = (schema: JsonSchema) => schema.type === "null";

/** A schema's alternatives without "or null". */
const choices = (schema: JsonSchema): JsonSchema[] => schema.anyOf ?? schema.oneOf ?? [];

/** The schema behind a reference, and behind "or null". */
export function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  if (schema.$ref) return resolve(schemas[schema.$ref.replace(NAMED, "")] ?? {}, schemas);
  const some = choices(schema).filter((choice) => !isNull(choice));
  const [only] = some;
  return some.length === 1 && only ? resolve(only, schemas) : schema;
}

/** `string`, `integer or null`, `list of Payment`: what a value is. */
export function typeWords(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.replace(NAMED, "");
  const alternatives = choices(schema);
  if (alternatives.length > 0) return [...new Set(alternatives.map(typeWords))].join(" or ");
  if (schema.items) return `list of ${typeWords(schema.items)}`;
  if (schema.const !== undefined && !schema.type) return typeof schema.const;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  if (schema.enum && !schema.type)
    return [...new Set(schema.enum.map((one) => typeof one))].join(" or ");
  return schema.type ?? "any";
}

const LARGE = 2 ** 31 - 1;

/** What a value must be like beside its type: `1 to 100`, `at most 64 characters`. */
export function ruleWords(schema: JsonSchema): string[] {
  const { type, format, minimum, maximum, exclusiveMinimum, minLength, maxLength } = schema;
  const words: string[] = [];
  if (format === "date-time") words.push("ISO 8601");
  else if (format) words.push(format);
  const isWhole = type === "integer";
  const above = isWhole ? undefined : exclusiveMinimum;
  if (above !== undefined) words.push(`above ${number(above)}`);
  const next = isWhole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : undefined;
  const least = minimum ?? next;
  const most = maximum !== undefined && maximum < LARGE ? maximum : undefined;
  const shownLeast = least !== undefined && least > -LARGE ? least : undefined;
  words.push(...between(shownLeast, most, ""));
  words.push(...between(minLength === 1 ? undefined : minLength, maxLength, " characters"));
  words.push(...between(schema.minItems, schema.maxItems, " entries"));
  if (schema.items) words.push(...ruleWords(schema.items));
  return words;
}

const number = (value: number) => value.toLocaleString("en-US");

function between(least: number | undefined, most: number | undefined, unit: string): string[] {
  if (least !== undefined && most !== undefined)
    return [`${number(least)} to ${number(most)}${unit}`];
  if (least !== undefined) return [`at least ${number(least)}${unit}`];
  return most === undefined ? [] : [`at most ${number(most)}${unit}`];
}

/** The values that are all there are, of the schema or of its list's entries. */
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

/** The fields of an object, as they stand in its schema. */
export const fieldsOf = ({ properties = {}, required = [] }: JsonSchema): Field[] =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));

/** The objects that a value may be, each by the value that tells it from the others. */
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
    title: objects.length > 1 ? toldBy(object) : "",
    schema: object,
  }));
}

function toldBy({ properties = {} }: JsonSchema): string {
  const found = Object.entries(properties).find(([, field]) => field.const !== undefined);
  return found ? `${found[0]}: ${String(found[1].const)}` : "";
}
