import { z } from "zod";

/** Whether a field is optional and not nullable, so that null can only mean that it isn't set. */
export const isUnsetByNull = (field: z.core.$ZodType): boolean =>
  z.safeParse(field, undefined).success && !z.safeParse(field, null).success;

/**
 * The input without the fields that are null and optional: clients on the JVM and .NET send fields that aren't set
 * as null. A null stays in a nullable, required or unknown field; the schema then accepts or rejects it.
 */
export function withoutUnsetFields(schema: z.core.$ZodType, input: unknown): unknown {
  if (typeof input !== "object" || input === null) return input;
  if (schema instanceof z.ZodObject) {
    if (Array.isArray(input)) return input;
    return Object.fromEntries(
      Object.entries(input).flatMap(([key, value]) => {
        const field = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
        if (!field) return [[key, value]];
        if (value === null) return isUnsetByNull(field) ? [] : [[key, value]];
        return [[key, withoutUnsetFields(field, value)]];
      }),
    );
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(input)
      ? input.map((one) => withoutUnsetFields(schema.element, one))
      : input;
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map((option) => withoutUnsetFields(option, input));
    return options.find((option, i) => fitsOption(schema.options[i], option)) ?? input;
  }
  const inner = innerOf(schema);
  return inner ? withoutUnsetFields(inner, input) : input;
}

/** The schema that a schema wraps; null if it wraps none. */
function innerOf(schema: z.core.$ZodType): z.core.$ZodType | null {
  if (schema instanceof z.ZodPipe) return schema.in;
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly
  ) {
    return schema.unwrap();
  }
  return null;
}

const fitsOption = (option: z.core.$ZodType | undefined, input: unknown): boolean =>
  option !== undefined && z.safeParse(option, input).success;
