import type { z } from "zod";
import type { Surface } from "@/lib/auth";
import type { Scope } from "@/lib/context";
import type { ErrorCode } from "@/lib/errors";
import type { IdKind, TagName } from "./schemas";

export type DocumentedSurface = Surface | "nextauth";

/** A way to be let in: schemes that are needed together, each with its scopes; none is nobody's. */
export type Need = Record<string, string[]>;

/** A success. Without a schema it has no JSON: `text` names what it has instead, if anything. */
export interface Answer {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  text?: string;
}

/** One method of a route as the document tells of it: the very schemas that its route parses with. */
export interface Operation {
  /** The name in the document and the page's address. It stays as it is once published. */
  id: string;
  /** Method and pattern of the route's file: `GET /api/v2/payments/[payment_id]`. */
  route: string;
  /** The published path, where the route's pattern doesn't say it. */
  path?: string;
  tag: TagName;
  summary: string;
  description?: string;
  surface: DocumentedSurface;
  scope?: Scope;
  params?: z.ZodObject;
  query?: z.ZodType;
  /** Headers that it takes beside those of its surface and its key. */
  headers?: readonly { name: string; required?: true; description: string }[];
  /** What parameters are, where the words of their names don't say it. */
  words?: Record<string, string>;
  /** The ways to be let in, where those of its surface don't say it. */
  security?: readonly Need[];
  body?: { schema: z.ZodType; example: unknown; form?: true };
  /** Honours Idempotency-Key. */
  idempotent?: true;
  /** A list whose Link header leads to the next page. */
  paged?: true;
  answers: Record<number, Answer>;
  /** Its own errors; those of its surface and of its input are added. */
  errors?: readonly ErrorCode[];
  /** An error's answer that isn't the envelope alone, by status. */
  otherErrors?: Record<number, Answer>;
  /** What is wrong with its input it says in the form of `otherErrors`, and never in the envelope. */
  refusesInOwnForm?: true;
  /** Changes nothing, though its method could. */
  readOnly?: true;
  /** What a write does, as the reader is asked before Run sends it. */
  effect?: string;
  /** Whose ids to offer for a parameter or a field of the body. */
  ids?: Record<string, IdKind>;
}

export const methodOf = ({ route }: Operation): string => route.split(" ")[0] ?? "";

/** The address that is published: `/v2/payments/{payment_id}`. */
export function pathOf({ route, path }: Operation): string {
  if (path) return path;
  const [, pattern = ""] = route.split(" ");
  return pattern.replace(/^\/api(?=\/(v2|prop)\/)/, "").replaceAll(/\[(\w+)\]/g, "{$1}");
}

/** Whether it changes anything. */
export const isWrite = (operation: Operation): boolean =>
  methodOf(operation) !== "GET" && !operation.readOnly;
