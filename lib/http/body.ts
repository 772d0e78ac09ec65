import { z } from "zod";
import { env } from "@/lib/env";
import { AppError, type FieldProblem } from "@/lib/errors";
import { hasTooManyFields, MOST_FIELDS, TOO_MANY_FIELDS } from "./json-text";
import { withoutUnsetFields } from "./unset-fields";

/** Largest request body, in bytes. */
export const BODY_LIMIT = 64 * 1024;
/** A dispute's evidence alone may have 150,000 characters, of up to six bytes each in an event's JSON. */
export const STRIPE_BODY_LIMIT = 1024 * 1024;

/** Whether a request says that it has a body. */
export const hasBody = (headers: Pick<Headers, "get">): boolean =>
  Number(headers.get("content-length") ?? 0) > 0 || headers.get("transfer-encoding") !== null;

/** How many problems a response names, and how long a name or message in it may be, in characters. */
const MOST_PROBLEMS = 20;
const LONGEST_NAME = 200;

/**
 * The raw body as text. Throws BODY_TOO_LARGE as soon as it is past `limit` bytes, and INVALID_REQUEST
 * where its sender breaks off, or takes longer than BODY_SECONDS.
 */
export async function readText(request: Request, limit: number): Promise<string> {
  const tooLarge = () =>
    new AppError("BODY_TOO_LARGE", `The body is larger than ${limit / 1024} KiB.`);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (!request.body) return "";
  const reader = request.body.getReader();
  const seconds = env().BODY_SECONDS;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    reader.cancel().catch(() => {});
  }, seconds * 1_000);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > limit) break;
      chunks.push(value);
    }
    if (size > limit) await reader.cancel();
  } catch (cause) {
    // Its error has the same code, ECONNRESET, as one of a connection to the database.
    throw new AppError("INVALID_REQUEST", "The body broke off before its end.", { cause });
  } finally {
    clearTimeout(timer);
  }
  if (isLate) throw new AppError("INVALID_REQUEST", `The body took longer than ${seconds} s.`);
  if (size > limit) throw tooLarge();
  return Buffer.concat(chunks).toString("utf8");
}

const mediaType = (request: Request) =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();

/** The JSON body. Throws UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or INVALID_REQUEST. */
export async function readJson(request: Request): Promise<unknown> {
  if (mediaType(request) !== "application/json") {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send JSON, with Content-Type: application/json.");
  }
  return parseJson(await readText(request, BODY_LIMIT));
}

/** What a JSON text says. Throws INVALID_REQUEST where it is none, or has more fields than any of ours. */
export function parseJson(text: string): unknown {
  if (hasTooManyFields(text)) throw rejected(TOO_MANY_FIELDS);
  try {
    // RFC 8259, section 8.1: a parser may ignore a byte order mark. Clients on .NET send one.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body is not valid JSON.", {
      fields: [{ path: "", message: "not valid JSON" }],
      cause,
    });
  }
}

const rejected = (message: string) =>
  new AppError("INVALID_REQUEST", `The request ${message}.`, { fields: [{ path: "", message }] });

/** The body of a form (application/x-www-form-urlencoded) or of JSON, whichever was sent. */
export async function readFormOrJson(request: Request): Promise<unknown> {
  if (mediaType(request) !== "application/x-www-form-urlencoded") return readJson(request);
  const entries = [...new URLSearchParams(await readText(request, BODY_LIMIT))];
  const form = Object.fromEntries(entries);
  // RFC 6749, section 3.2: no parameter more than once.
  const twice = entries.find(([name, value]) => form[name] !== value)?.[0];
  if (twice !== undefined) {
    const path = shortened(twice);
    throw new AppError("INVALID_REQUEST", `${path} was sent more than once.`, {
      fields: [{ path, message: "sent more than once" }],
    });
  }
  return form;
}

/**
 * Why an input can't be any of ours, whatever the schema; null where it can. A text anywhere in it holds
 * U+0000, which PostgreSQL's text can't; or an object or a list has more fields than any of ours: schemas
 * take 25 ms for what 64 KiB have room for. Without recursion, so that no depth of nesting is too much.
 */
function rejectionReason(input: unknown): string | null {
  const left = [input];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string" && value.includes("\0")) return "must not hold U+0000";
    if (typeof value !== "object" || value === null) continue;
    const entries = Object.entries(value);
    if (entries.length > MOST_FIELDS) return TOO_MANY_FIELDS;
    for (const [key, inner] of entries) left.push(key, inner);
  }
  return null;
}

// What zod says of a wrong type, in the words of somebody who reads an answer of an API.
z.config({
  customError: ({ code, input, expected }) => {
    if (code !== "invalid_type") return undefined;
    return input === undefined ? "is required" : `must be of type ${expected}`;
  },
});

/** Parses with a schema; null where the input doesn't fit it or holds U+0000. */
export function parseOrNull<S extends z.ZodType>(schema: S, input: unknown): z.output<S> | null {
  if (rejectionReason(input) !== null) return null;
  const result = schema.safeParse(input);
  return result.success ? result.data : null;
}

/**
 * Parses with a schema; null counts as absent where a field is optional and null means nothing of its
 * own. Throws INVALID_REQUEST that names up to 20 fields.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const message = rejectionReason(input);
  if (message !== null) throw rejected(message);
  const result = schema.safeParse(withoutUnsetFields(schema, input));
  if (result.success) return result.data;
  const fields = problemsOf(result.error.issues);
  const named = fields
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const more = fields.length - named.length;
  const rest = more > 0 ? `; and ${more.toLocaleString("en")} more` : "";
  throw new AppError("INVALID_REQUEST", `Invalid request. ${named.join("; ")}${rest}.`, {
    fields: fields.slice(0, MOST_PROBLEMS),
  });
}

/** One problem for each field: a number that is too large is often no whole one either. */
function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  const problems = new Map<string, string>();
  const add = (path: readonly PropertyKey[], message: string) => {
    const name = shortened(path.map(String).join("."));
    if (!problems.has(name)) problems.set(name, shortened(message));
  };
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") add(issue.path, issue.message);
    else for (const key of issue.keys) add([...issue.path, key], "unknown field");
  }
  return [...problems].map(([path, message]) => ({ path, message }));
}

const shortened = (text: string) =>
  text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text;
