import { createHash } from "node:crypto";
import { env } from "@/lib/env";
import { errorCodesOf } from "./error-codes";
import { isWrite, methodOf, type Operation, pathOf } from "./operation";
import { operations } from "./operations";
import { bodyOf, parametersOf } from "./request";
import { responsesOf } from "./responses";
import { runBy } from "./run/rules";
import type { JsonSchema, OpenApiDocument, OperationObject } from "./schemas";
import { securityOf, securitySchemes } from "./security";
import { tags } from "./tags";
import { webhooksOf } from "./webhooks";

let made: OpenApiDocument | undefined;

/** The contract as an OpenAPI document, made once from the schemas that the routes parse with. */
export function openApiDocument(): OpenApiDocument {
  made ??= makeDocument();
  return made;
}

let file: { json: string; etag: string } | undefined;

/** The document as it is served, with an ETag that changes with its content. Weak: what is sent may be compressed. */
export function openApiFile(): { json: string; etag: string } {
  if (!file) {
    const json = JSON.stringify(openApiDocument());
    file = { json, etag: `W/"${createHash("sha256").update(json).digest("base64url")}"` };
  }
  return file;
}

function makeDocument(): OpenApiDocument {
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
      description: `Guides and a reference that runs: ${APP_URL}/docs`,
    },
    servers: [{ url: APP_URL }],
    tags,
    paths,
    webhooks: webhooksOf(components),
    components: { schemas: sorted(components), securitySchemes: securitySchemes(APP_URL) },
  };
}

function objectOf(operation: Operation, components: Record<string, JsonSchema>): OperationObject {
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
