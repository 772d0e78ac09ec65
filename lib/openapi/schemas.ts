import { z } from "zod";
import { type IdKind, idKinds, type TagName, tagNames } from "@/lib/http/operation-names";

export { type IdKind, idKinds, type TagName, tagNames };

/** JSON Schema (2020-12), as far as our document uses it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  $defs?: Record<string, JsonSchema>;
}

interface Media {
  schema?: JsonSchema;
  example?: unknown;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  description?: string;
  schema: JsonSchema;
}

export interface ResponseObject {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Record<string, Media>;
}

/** Who may run an operation from the documentation. */
export type RunBy = "anyone" | "admin" | "none";

export interface OperationObject {
  operationId: string;
  tags: TagName[];
  summary: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: true; content: Record<string, Media> };
  responses: Record<string, ResponseObject>;
  "x-surface": string;
  "x-error-codes": string[];
  "x-run": { by: RunBy; write: boolean; effect: string; ids: Record<string, IdKind> };
}

/** How callers authenticate: `name` is that of a key's header or cookie. */
export interface SecurityScheme {
  type: string;
  description: string;
  name?: string;
  in?: string;
  scheme?: string;
  bearerFormat?: string;
  flows?: Record<string, { tokenUrl: string; scopes: Record<string, string> }>;
}

/** The request that we send to a webhook endpoint. */
export interface WebhookObject {
  post: {
    operationId: string;
    summary: string;
    description: string;
    tags: TagName[];
    parameters: Parameter[];
    requestBody: { required: true; content: Record<string, Media> };
    responses: Record<string, ResponseObject>;
  };
}

export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: TagName; description: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  /** By the event's name. */
  webhooks: Record<string, WebhookObject>;
  components: {
    schemas: Record<string, JsonSchema>;
    securitySchemes: Record<string, SecurityScheme>;
  };
}

const word = z.string().max(200);
// A header can't hold other characters, and loses spaces at its ends.
const key = z
  .string()
  .regex(/^[!-~]([ -~]{0,253}[!-~])?$/, "must be 1 to 255 printable ASCII characters");

/** The input of Run: an operation of the document and its parameters, never an address. */
export const runInput = z.strictObject({
  operation_id: z.string().min(1).max(100),
  path: z
    .record(z.string().max(50), word)
    .default({})
    .meta({ description: "The path of the field." }),
  query: z.record(z.string().max(50), z.string().max(500)).default({}),
  body: z.unknown().optional(),
  headers: z.strictObject({ "Idempotency-Key": key.optional() }).default({}),
});
export type RunInput = z.output<typeof runInput>;

/** A piece of highlighted text and its class; null is plain. */
export const token = z.tuple([z.string(), z.string().nullable()]);
export type Token = z.output<typeof token>;

/** The response of an operation. */
export const runView = z.object({
  method: z.string(),
  url: z.string().meta({ description: "The URL." }),
  status: z.number().int().meta({ description: "The status." }),
  duration_ms: z
    .number()
    .int()
    .meta({ description: "How long the request took, in milliseconds." }),
  headers: z.array(
    z.object({ name: z.string().meta({ description: "The name." }), value: z.string() }),
  ),
  /** The body, in coloured pieces; empty if there is none. */
  body: z.array(token),
  /** Whether the body was longer than what is shown. */
  truncated: z.boolean(),
});
export type RunView = z.output<typeof runView>;

export const ownIdsQuery = z.strictObject({
  kind: z.enum(idKinds).meta({ description: "The type of payment." }),
  /** The endpoint whose deliveries are listed. */
  of: z.string().min(1).max(100).optional(),
});

export const ownIdsView = z.object({
  ids: z.array(z.object({ value: z.string(), label: z.string() })),
});
export type OwnIdsView = z.output<typeof ownIdsView>;

/** A piece of the documentation that the search finds. */
export const searchEntry = z.object({
  id: z.string().meta({ description: "The ID." }),
  href: z.string(),
  title: z.string(),
  /** The name of its guide or tag. */
  part: z.string(),
  /** An operation's name; empty for a guide. */
  name: z.string().meta({ description: "The name." }),
  text: z.string(),
});
export type SearchEntry = z.output<typeof searchEntry>;
export const searchView = z.object({ entries: z.array(searchEntry) });
