import type { z } from "zod";

/** The messages of fields for which their schema has none, in place of zod's: `must be at least 3 characters long`. */
export function fieldMessage(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be ${typeName(issue.expected)}`;
    case "too_small":
      if (issue.origin === "string" && issue.minimum === 1) return "must not be empty";
      return `must ${limit(issue, issue.minimum, issue.inclusive === false ? "above" : "at least")}`;
    case "too_big":
      return `must ${limit(issue, issue.maximum, issue.inclusive === false ? "below" : "at most")}`;
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}`;
    case "invalid_format":
      return formats[issue.format] ?? "has an invalid format";
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_union":
      return "has an invalid value";
    default:
      return undefined;
  }
}

interface Limited {
  origin: string;
  exact?: boolean | undefined;
}

/** `be at least 3 characters long`, `have at most 1 item`, `be above 0`. */
function limit({ origin, exact }: Limited, bound: number | bigint, compared: string): string {
  const amount = `${exact ? "exactly" : compared} ${bound}`;
  const plural = Number(bound) === 1 ? "" : "s";
  if (origin === "string") return `be ${amount} character${plural} long`;
  if (origin === "array" || origin === "set") return `have ${amount} item${plural}`;
  return `be ${amount}`;
}

const types: Record<string, string> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};
const typeName = (type: string) => types[type] ?? `of type ${type}`;

const formats: Record<string, string> = {
  email: "must be an email address",
  url: "must be a URL",
  uuid: "must be a UUID",
  datetime: "must be an ISO 8601 date and time",
};
