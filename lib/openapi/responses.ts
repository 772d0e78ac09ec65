import type { ErrorCode } from "@/lib/core/errors";
import { errorEnvelope } from "@/lib/http/error-envelope";
import { type Declaration, exampleRequestId, type ResponseDeclaration } from "@/lib/http/operation";
import { byStatus, errorCodesOf } from "./error-codes";
import { errorDescriptions } from "./error-descriptions";
import { jsonSchema } from "./json-schema";
import type { JsonSchema, ResponseObject } from "./schemas";

type Components = Record<string, JsonSchema>;

const text = { type: "string" };
const requestId = {
  "x-request-id": {
    description: "The request ID. Include it when you contact support.",
    schema: text,
  },
};
const link = {
  Link: {
    description: 'The next page: `<https://…?cursor=…>; rel="next"`. Absent on the last page.',
    schema: text,
  },
};
const retryAfter = {
  "Retry-After": {
    description: "Seconds to wait before retrying.",
    schema: { type: "integer" },
  },
};

/** Every response of an operation, by status. */
export function responsesOf(operation: Declaration, components: Components) {
  const found: Record<string, ResponseObject> = {};
  for (const [status, declared] of Object.entries(operation.responses)) {
    found[status] = success(declared, operation.isPaginated === true, components);
  }
  for (const [status, codes] of byStatus(errorCodesOf(operation))) {
    found[status] = rejection(status, codes, components);
  }
  for (const [status, declared] of Object.entries(operation.otherErrors ?? {})) {
    found[status] = operation.hasOwnErrorForm
      ? ownForm(declared, found[status], components)
      : other(declared, found[status], components);
  }
  return found;
}

function success(
  declared: ResponseDeclaration,
  paged: boolean,
  components: Components,
): ResponseObject {
  return {
    description: declared.description,
    headers: { ...requestId, ...(paged && link) },
    ...contentOf(declared, components),
  };
}

function contentOf({ schema, example, mediaType }: ResponseDeclaration, components: Components) {
  if (mediaType) return { content: { [mediaType]: { schema: text } } };
  if (!schema) return {};
  const json = { schema: jsonSchema(schema, "output", components), example };
  return { content: { "application/json": json } };
}

function rejection(status: number, codes: ErrorCode[], components: Components): ResponseObject {
  const only = { properties: { error: { properties: { code: { enum: codes } } } } };
  return {
    description: codes.map((code) => `${code}: ${errorDescriptions[code].meaning}`).join("\n\n"),
    headers: { ...requestId, ...((status === 429 || status === 503) && retryAfter) },
    content: {
      "application/json": {
        schema: { allOf: [jsonSchema(errorEnvelope, "output", components), only] },
        example: exampleOf(codes[0] ?? "INTERNAL"),
      },
    },
  };
}

/** An error that never has the error envelope. */
function ownForm(
  declared: ResponseDeclaration,
  envelope: ResponseObject | undefined,
  components: Components,
): ResponseObject {
  const own = success(declared, false, components);
  return { ...own, headers: { ...envelope?.headers, ...own.headers } };
}

/** A status with two kinds of body: the operation's own form, or the error envelope. */
function other(
  declared: ResponseDeclaration,
  envelope: ResponseObject | undefined,
  components: Components,
): ResponseObject {
  const own = success(declared, false, components);
  const general = envelope?.content?.["application/json"]?.schema;
  const media = own.content?.["application/json"];
  if (!envelope || !general || !media?.schema) return own;
  return {
    ...envelope,
    description: `${declared.description}\n\n${envelope.description}`,
    content: { "application/json": { ...media, schema: { anyOf: [media.schema, general] } } },
  };
}

/** The example of an error. */
export function exampleOf(code: ErrorCode) {
  const { example, retryable = false, fields } = errorDescriptions[code];
  return {
    error: {
      code,
      message: example,
      retryable,
      request_id: exampleRequestId,
      ...(fields && { fields }),
    },
  };
}
