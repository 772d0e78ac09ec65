import type { ErrorCode } from "@/lib/errors";
import { byStatus, errorCodesOf } from "./error-codes";
import { errorEnvelope, exampleRequestId } from "./error-schema";
import { errorWords } from "./error-words";
import { jsonSchema } from "./json-schema";
import type { Answer, Operation } from "./operation";
import type { JsonSchema, ResponseObject } from "./schemas";

type Components = Record<string, JsonSchema>;

const text = { type: "string" };
const requestId = {
  "x-request-id": { description: "The request's id, to quote to support.", schema: text },
};
const link = {
  Link: {
    description: 'The next page: `<https://…?cursor=…>; rel="next"`. Not there on the last page.',
    schema: text,
  },
};
const retryAfter = {
  "Retry-After": {
    description: "Seconds until it is worth trying again.",
    schema: { type: "integer" },
  },
};

/** Everything that an operation may answer, by status. */
export function responsesOf(operation: Operation, components: Components) {
  const found: Record<string, ResponseObject> = {};
  for (const [status, answer] of Object.entries(operation.answers)) {
    found[status] = success(answer, operation.paged === true, components);
  }
  for (const [status, codes] of byStatus(errorCodesOf(operation))) {
    found[status] = refusal(status, codes, components);
  }
  for (const [status, answer] of Object.entries(operation.otherErrors ?? {})) {
    found[status] = operation.refusesInOwnForm
      ? ownForm(answer, found[status], components)
      : other(answer, found[status], components);
  }
  return found;
}

function success(answer: Answer, paged: boolean, components: Components): ResponseObject {
  return {
    description: answer.description,
    headers: { ...requestId, ...(paged && link) },
    ...contentOf(answer, components),
  };
}

function contentOf({ schema, example, text: media }: Answer, components: Components) {
  if (media) return { content: { [media]: { schema: text } } };
  if (!schema) return {};
  const json = { schema: jsonSchema(schema, "output", components), example };
  return { content: { "application/json": json } };
}

function refusal(status: number, codes: ErrorCode[], components: Components): ResponseObject {
  const only = { properties: { error: { properties: { code: { enum: codes } } } } };
  return {
    description: codes.map((code) => `${code}: ${errorWords[code].meaning}`).join("\n\n"),
    headers: { ...requestId, ...((status === 429 || status === 503) && retryAfter) },
    content: {
      "application/json": {
        schema: { allOf: [jsonSchema(errorEnvelope, "output", components), only] },
        example: exampleOf(codes[0] ?? "INTERNAL"),
      },
    },
  };
}

/** A failure that never comes in the envelope. */
function ownForm(
  answer: Answer,
  envelope: ResponseObject | undefined,
  components: Components,
): ResponseObject {
  const own = success(answer, false, components);
  return { ...own, headers: { ...envelope?.headers, ...own.headers } };
}

/** A status at which two kinds of body come: the operation's own, or the envelope. */
function other(
  answer: Answer,
  envelope: ResponseObject | undefined,
  components: Components,
): ResponseObject {
  const own = success(answer, false, components);
  const general = envelope?.content?.["application/json"]?.schema;
  const media = own.content?.["application/json"];
  if (!envelope || !general || !media?.schema) return own;
  return {
    ...envelope,
    description: `${answer.description}\n\n${envelope.description}`,
    content: { "application/json": { ...media, schema: { anyOf: [media.schema, general] } } },
  };
}

/** An error as it looks. */
export function exampleOf(code: ErrorCode) {
  const { example, retryable = false, fields } = errorWords[code];
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
