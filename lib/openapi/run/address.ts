import { AppError } from "@/lib/core/errors";
import { type Declaration, pathOf } from "@/lib/http/operation";
import type { RunInput } from "../schemas";

// The characters of our ids, logins and names. Two dots in a row, a dot at an end, a slash or an escape
// could lead to another path.
const SEGMENT = /^(?=.{1,200}$)[\w-]+(\.[\w-]+)*$/;

const invalid = (path: string, message: string) =>
  new AppError("INVALID_REQUEST", `Invalid request. ${path}: ${message}.`, {
    fields: [{ path, message }],
  });

/**
 * The path and query of an operation with the reader's values. No value can lead to another path than
 * the operation's. Throws INVALID_REQUEST with the parameter's name.
 */
export function addressOf(operation: Declaration, { path, query }: RunInput): string {
  const template = pathOf(operation);
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const unknown = Object.keys(path).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(`path.${unknown}`, "unknown field");
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(path, name) ? path[name] : undefined;
    if (value === undefined || value === "") throw invalid(`path.${name}`, "is required");
    if (!SEGMENT.test(value)) {
      throw invalid(
        `path.${name}`,
        "must be of letters, digits, - and _, with single dots between them",
      );
    }
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}
