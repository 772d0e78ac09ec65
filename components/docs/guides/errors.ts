import { code, list, type MakeGuide, type Section, text } from "./guide";

/** The envelope, and every code. */
export const errors: MakeGuide = ({ errors: codes }) => ({
  slug: "errors",
  title: "Errors",
  lead: "One form everywhere: a code for your program, a sentence for a person, an id for support.",
  sections: [
    {
      id: "envelope",
      title: "The envelope",
      blocks: [
        code(
          "json",
          "error",
          JSON.stringify(
            {
              error: {
                code: "NOT_ENOUGH_FUNDS",
                message: "Balance 12.00 USD is below the price 499.00 USD.",
                retryable: false,
                request_id: "req_01932fb14e557f6cab8d9e0f1a2b3c4d",
              },
            },
            null,
            2,
          ),
        ),
        list(
          "Decide by `code` and the status. Codes are added, never renamed; treat one that you don't know by its status.",
          "`message` may be shown to a person. It may change.",
          "`retryable` says whether the same call may succeed later; `Retry-After` says when.",
          "`fields` comes with INVALID_REQUEST: each wrong field and why. Unknown fields are refused, not ignored.",
          "A field that may be left out may be null instead, which means the same; where null has a meaning of its own, its description says so.",
          "Every answer has the header `x-request-id`. Quote it to support.",
        ),
        text(
          "Two exceptions: [createAppToken](/docs/reference/createAppToken) answers in OAuth's own form, and a failed [purchase](/docs/challenges#answers) has `purchase` beside `error`.",
        ),
      ],
    },
    {
      id: "repeat",
      title: "When to repeat a call",
      blocks: [
        list(
          "**4xx**: not before something is changed, but for 429 and IDEMPOTENCY_IN_FLIGHT.",
          "**429, 503**: after `Retry-After`.",
          "**500, 502, no answer**: a read at once; a write only with its [idempotency key](/docs/idempotency).",
        ),
      ],
    },
    { id: "codes", title: "Every code", blocks: [] },
    ...codes.map(
      ({ code: name, status, meaning, todo, retryable }): Section => ({
        id: name,
        title: name,
        under: true,
        blocks: [text(`**${status}**${retryable ? ", retryable" : ""}. ${meaning} ${todo}`)],
      }),
    ),
  ],
});
