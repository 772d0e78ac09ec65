import { z } from "zod";
import { env } from "@/lib/core/env";
import { AppError, type FieldProblem } from "@/lib/core/errors";
import { fieldMessage } from "./field-messages";
import { hasTooManyFields, MAX_FIELDS, TOO_MANY_FIELDS } from "./json-text";
import { withoutUnsetFields } from "./unset-fields";

/** Largest request body, in bytes. */
export const BODY_LIMIT = 64 * 1024;
/** In bytes, for Stripe's events: a dispute's evidence has up to 150,000 characters of up to six bytes in JSON. */
export const STRIPE_BODY_LIMIT = 1024 * 1024;

/** Whether a request has a body, by its headers. */
export const hasBody = (headers: Pick<Headers, "get">): boolean =>
  Number(headers.get("content-length") ?? 0) > 0 || headers.get("transfer-encoding") !== null;

/** How many problems a response names, and how long a name or message in it may be, in characters. */
const MAX_PROBLEMS = 20;
const MAX_NAME_LENGTH = 200;

/**
 * Reads the raw body as text. Throws BODY_TOO_LARGE as soon as it is past `limit` bytes, and INVALID_REQUEST if its
 * sender breaks off or takes longer than BODY_SECONDS.
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
    // Not passed on: its code, ECONNRESET, would look like a failed database connection.
    throw new AppError("INVALID_REQUEST", "The body ended before it was complete.", { cause });
  } finally {
    clearTimeout(timer);
  }
  if (isLate) throw new AppError("INVALID_REQUEST", `The body took longer than ${seconds} s.`);
  if (size > limit) throw tooLarge();
  return Buffer.concat(chunks).toString("utf8");
}

const mediaType = (request: Request) =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();

/** Reads the JSON body. Throws UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE or INVALID_REQUEST. */
export async function readJson(request: Request): Promise<unknown> {
  if (mediaType(request) !== "application/json") {
    throw new AppError("UNSUPPORTED_MEDIA_TYPE", "Send JSON, with Content-Type: application/json.");
  }
  return parseJson(await readText(request, BODY_LIMIT));
}

/** Parses JSON. Throws INVALID_REQUEST for a text that isn't JSON or has more fields than any of our schemas. */
export function parseJson(text: string): unknown {
  if (hasTooManyFields(text)) throw invalidRequest(TOO_MANY_FIELDS);
  try {
    // RFC 8259, section 8.1: a parser may ignore a byte order mark. Clients on .NET send one.
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body isn't valid JSON.", {
      fields: [{ path: "", message: "not valid JSON" }],
      cause,
    });
  }
}

const invalidRequest = (message: string) =>
  new AppError("INVALID_REQUEST", `The request ${message}.`, { fields: [{ path: "", message }] });

/** Reads the body: a form (application/x-www-form-urlencoded) or JSON, by its media type. */
export async function readFormOrJson(request: Request): Promise<unknown> {
  if (mediaType(request) !== "application/x-www-form-urlencoded") return readJson(request);
  const entries = [...new URLSearchParams(await readText(request, BODY_LIMIT))];
  const form = Object.fromEntries(entries);
  // RFC 6749, section 3.2: no parameter more than once.
  const repeated = entries.find(([name, value]) => form[name] !== value)?.[0];
  if (repeated !== undefined) {
    const path = shorten(repeated);
    throw new AppError("INVALID_REQUEST", `Duplicate field: ${path}.`, {
      fields: [{ path, message: "duplicate field" }],
    });
  }
  return form;
}

/**
 * Why an input fits no schema of ours; null if it may fit one. Either a text in it contains U+0000, which PostgreSQL's
 * text can't, or an object or array has more fields than any of ours (a schema would take 25 ms for the fields that
 * 64 KiB have room for). Not recursive, so that no depth of nesting overflows the stack.
 */
function rejectionReason(input: unknown): string | null {
  const unchecked = [input];
  while (unchecked.length > 0) {
    const value = unchecked.pop();
    if (typeof value === "string" && value.includes("\0")) return "must not contain U+0000";
    if (typeof value !== "object" || value === null) continue;
    const entries = Object.entries(value);
    if (entries.length > MAX_FIELDS) return TOO_MANY_FIELDS;
    for (const [key, inner] of entries) unchecked.push(key, inner);
  }
  return null;
}

z.config({ customError: fieldMessage });

/** Parses with a schema; null if the input doesn't fit it or contains U+0000. */
export function parseOrNull<S extends z.ZodType>(schema: S, input: unknown): z.output<S> | null {
  if (rejectionReason(input) !== null) return null;
  const result = schema.safeParse(input);
  return result.success ? result.data : null;
}

/**
 * Parses with a schema. A null counts as absent in an optional field that isn't nullable. Throws INVALID_REQUEST,
 * which names up to 20 fields.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const message = rejectionReason(input);
  if (message !== null) throw invalidRequest(message);
  return parseFields(schema, input);
}

/** The same for an input that may have more fields than others, such as a batch, and whose text has no U+0000. */
export function parseFields<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(withoutUnsetFields(schema, input));
  if (result.success) return result.data;
  const fields = problemsOf(result.error.issues);
  const named = fields
    .slice(0, MAX_PROBLEMS)
    .map(({ path, message }) => (path ? `${path}: ${message}` : message));
  const more = fields.length - named.length;
  const rest = more > 0 ? `; and ${more.toLocaleString("en")} more` : "";
  throw new AppError("INVALID_REQUEST", `Invalid request. ${named.join("; ")}${rest}.`, {
    fields: fields.slice(0, MAX_PROBLEMS),
  });
}

/** The first problem of each field: one value often breaks several rules. */
function problemsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  const problems = new Map<string, string>();
  const add = (path: readonly PropertyKey[], message: string) => {
    const name = shorten(path.map(String).join("."));
    if (!problems.has(name)) problems.set(name, shorten(message));
  };
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") add(issue.path, issue.message);
    else for (const key of issue.keys) add([...issue.path, key], "unknown field");
  }
  return [...problems].map(([path, message]) => ({ path, message }));
}

const shorten = (text: string) =>
  text.length > MAX_NAME_LENGTH ? `${text.slice(0, MAX_NAME_LENGTH)}…` : text;
