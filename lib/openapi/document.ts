import { createHash } from "node:crypto";
import { env } from "@/lib/core/env";
import { isWrite, methodOf, pathOf } from "@/lib/http/operation";
import { type TagName, tagNames } from "@/lib/http/operation-names";
import { type DocumentedOperation, operations } from "./all-operations";
import { errorCodesOf } from "./error-codes";
import { bodyOf, parametersOf } from "./request";
import { responsesOf } from "./responses";
import { runBy } from "./run/rules";
import type { JsonSchema, OpenApiDocument, OperationObject } from "./schemas";
import { securityOf, securitySchemes } from "./security";
import { webhooksOf } from "./webhooks";

let document: OpenApiDocument | undefined;

/** The API as an OpenAPI document. It is built once, from the operations that the routes serve. */
export function openApiDocument(): OpenApiDocument {
  document ??= buildDocument();
  return document;
}

let file: { json: string; etag: string } | undefined;

/** The document as JSON, or 304 if the client has it. The ETag is weak: a proxy may compress the body. */
export function openApiResponse(request: Request): Response {
  if (!file) {
    const json = JSON.stringify(openApiDocument());
    file = { json, etag: `W/"${createHash("sha256").update(json).digest("base64url")}"` };
  }
  const { json, etag } = file;
  const headers = { "cache-control": "public, max-age=300", etag };
  const cached = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
  return cached.includes(etag)
    ? new Response(null, { status: 304, headers })
    : new Response(json, { headers: { ...headers, "content-type": "application/json" } });
}

function buildDocument(): OpenApiDocument {
  const { APP_URL, FIRM_NAME } = env();
  const components: Record<string, JsonSchema> = {};
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of operations) {
    const path = pathOf(operation);
    paths[path] = {
      ...paths[path],
      [methodOf(operation).toLowerCase()]: objectOf(operation, components),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: `${FIRM_NAME} API`,
      version: "2",
      description: `Guides and interactive reference: ${APP_URL}/docs`,
    },
    servers: [{ url: APP_URL }],
    tags,
    paths,
    webhooks: webhooksOf(components),
    components: { schemas: sorted(components), securitySchemes: securitySchemes(APP_URL) },
  };
}

function objectOf(
  operation: DocumentedOperation,
  components: Record<string, JsonSchema>,
): OperationObject {
  const { id, tag, summary, description, surface, effect, ids = {} } = operation;
  const parameters = parametersOf(operation, components);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: securityOf(operation),
    ...(parameters.length > 0 && { parameters }),
    ...bodyOf(operation, components),
    responses: responsesOf(operation, components),
    "x-surface": surface,
    "x-error-codes": errorCodesOf(operation),
    "x-run": {
      by: runBy(operation),
      write: isWrite(operation),
      effect: effect ?? `${summary}.`,
      ids,
    },
  };
}

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)));

/** What each part of the reference is about. */
const descriptions: Record<TagName, string> = {
  Payments: "Card payments for challenges and wallet deposits.",
  "Prop accounts": "Trading accounts bought by card.",
  Challenges: "List programs and buy challenges from a wallet.",
  "Trading accounts": "Wallets and challenge accounts, and their statements.",
  "Trading events": "Report what happens on a trading platform, and read what was reported.",
  Authentication: "App tokens and customer sessions.",
  "Webhook endpoints": "Get notified when something happens.",
  Service: "Health, metrics, the OpenAPI document and Stripe's events.",
  Profile: "Internal. Used by the profile page; may change without notice.",
  Browser: "Internal. Used by Propdesk's own pages; may change without notice.",
  Console: "Internal. Used by the firm's console; may change without notice.",
};

/** The parts of the reference, in their order. */
const tags: OpenApiDocument["tags"] = tagNames.map((name) => ({
  name,
  description: descriptions[name],
}));
