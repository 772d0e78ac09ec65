import type { z } from "zod";
import type { Context, Scope } from "@/lib/core/context";
import type { ErrorCode } from "@/lib/core/errors";
import type { Rejection } from "./oauth-error";
import type { IdKind, TagName } from "./operation-names";

/**
 * What a surface accepts:
 * `app+session`: app token and X-Session-Token, or the browser's cookie;
 * `session`: session token as the bearer, or the cookie; `app`: the app token alone;
 * `browser` and `admin`: the cookie alone, so that no token of an app changes who may sign in;
 * `own-pages`: anyone, but from our own pages; `public`: anyone.
 */
export type Surface =
  | "app+session"
  | "session"
  | "app"
  | "browser"
  | "admin"
  | "own-pages"
  | "public";

/** Security schemes that are needed together, each with its scopes. An empty one admits anyone. */
export type SecurityRequirement = Record<string, string[]>;

/** A response. Without a schema it has no JSON: `mediaType` is that of its text, if it has any. */
export interface ResponseDeclaration {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  mediaType?: string;
}

/** One operation of the API as it is served and documented. */
export interface Declaration<
  B extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  P extends z.ZodType = z.ZodType,
> {
  /** Method and pattern of the route's file: `GET /api/v2/payments/[payment_id]`. */
  route: string;
  /** The published path, where it doesn't follow from the pattern. */
  path?: string;
  tag: TagName;
  summary: string;
  description?: string;
  /** `nextauth`: served by next-auth, which checks who is calling itself. */
  surface: Surface | "nextauth";
  /** The scope that an app needs. The verb checks it. */
  scope?: Scope;
  params?: P;
  query?: Q;
  /** The verb reads the query of the request itself. */
  isQueryRaw?: true;
  /** Request headers other than those of the surface and Idempotency-Key. */
  headers?: readonly { name: string; required?: true; description: string }[];
  /** Descriptions of parameters whose schema has none. */
  parameterDescriptions?: Record<string, string>;
  /** The ways to authenticate, where they don't follow from the surface. */
  security?: readonly SecurityRequirement[];
  /** `isForm`: a form is accepted as well. `isRaw`: the verb reads the body of the request itself. */
  body?: { schema: B; example: object; isForm?: true; isRaw?: true };
  /** Honours Idempotency-Key. */
  isIdempotent?: true;
  /** A list whose Link header has the next page. */
  isPaginated?: true;
  /** Successful responses by status. A verb's plain value is sent with the only status here. */
  responses: Record<number, ResponseDeclaration>;
  /** Error codes beside those that follow from the surface and the input. */
  errors?: readonly ErrorCode[];
  /** Responses to errors that aren't the envelope alone, by status. */
  otherErrors?: Record<number, ResponseDeclaration>;
  /** Errors come in the form of `otherErrors`, and never in the envelope. */
  hasOwnErrorForm?: true;
  /** Changes nothing, though its method could. */
  isReadOnly?: true;
  /** What a write does, for the reader of the reference who has to confirm it. */
  effect?: string;
  /** Which of the reader's ids to offer for a parameter or a field of the body. */
  ids?: Record<string, IdKind>;
}

interface Input<B, Q, P> {
  request: Request;
  body: B;
  query: Q;
  params: P;
}

interface Verb<B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> {
  /** The verb limits anonymous callers itself, as for Stripe's events, which only their signature identifies. */
  limitsItself?: true;
  /** The operation's own form of an error; null for an error that is in the envelope. */
  reject?: (error: unknown, requestId: string) => Rejection | null;
  /** Calls the verb. A plain value is sent as JSON; undefined as an empty response. */
  run(ctx: Context, input: Input<z.output<B>, z.output<Q>, z.output<P>>): unknown;
}

/** A declaration together with the verb that it calls. */
export interface Operation extends Declaration, Verb<z.ZodType, z.ZodType, z.ZodType> {}

/** Declares an operation beside its verb: the one place from which it is served, documented and tested. */
export const operation = <B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  declaration: Declaration<B, Q, P> & Verb<B, Q, P>,
): Operation => declaration;

/** Declares an operation whose verb belongs to a higher room, or to a library. */
export const declare = <B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  declaration: Declaration<B, Q, P>,
): Declaration<B, Q, P> => declaration;

/** Adds the verb to an operation that was declared without it. */
export const implement = <B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType>(
  declaration: Declaration<B, Q, P>,
  run: Verb<B, Q, P>["run"],
): Operation => ({ ...declaration, run });

/** The method: `GET`. */
export const methodOf = ({ route }: Declaration): string => route.split(" ")[0] ?? "";

/** The published path: `/v2/payments/{payment_id}`. */
export function pathOf({ route, path }: Declaration): string {
  if (path) return path;
  const [, pattern = ""] = route.split(" ");
  return pattern.replace(/^\/api(?=\/(v2|prop)\/)/, "").replaceAll(/\[(\w+)\]/g, "{$1}");
}

/** Whether an operation changes anything. */
export const isWrite = (declaration: Declaration): boolean =>
  methodOf(declaration) !== "GET" && !declaration.isReadOnly;

/** The request id of all examples. */
export const exampleRequestId = "req_01932fb14e557f6cab8d9e0f1a2b3c4d";
