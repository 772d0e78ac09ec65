import type { IncomingHttpHeaders } from "node:http";
import type { KeyKind } from "./call";
import { ApiError } from "./errors";
import type { FormObject } from "./form-decode";

/** The two keys of the sandbox's only account. */
export type AccountKeys = { readonly secret: string; readonly publishable: string };

/**
 * Which of the account's keys a request has, by Bearer or Basic authorization or, as in earlier versions of Stripe.js, in
 * a `key` parameter. Throws 401 if there is none, or it belongs to another account.
 */
export function keyKind(
  headers: IncomingHttpHeaders,
  params: FormObject,
  keys: AccountKeys,
): KeyKind {
  const sent = sentKey(headers.authorization) ?? params.key;
  if (sent === keys.secret) return "secret";
  if (sent === keys.publishable) return "publishable";
  if (typeof sent !== "string" || sent === "") {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization " +
        "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  throw unauthorized(`Invalid API Key provided: ${masked(sent)}`);
}

/** Throws 403 for a publishable key where the secret key is required. */
export function secretKeyRequired(): ApiError {
  const message =
    "This API call cannot be made with a publishable API key. Please use a secret API key. " +
    "You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.";
  return new ApiError(
    403,
    { type: "invalid_request_error", code: "secret_key_required", message },
    false,
  );
}

function sentKey(authorization: string | undefined): string | null {
  const [scheme = "", value = ""] = (authorization ?? "").split(" ");
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  return Buffer.from(value, "base64").toString().split(":")[0] ?? null;
}

function unauthorized(message: string): ApiError {
  return new ApiError(401, { type: "invalid_request_error", message }, false);
}

/** Enough of a key to recognise it, and no more. */
function masked(key: string): string {
  if (key.length < 16) return "*".repeat(key.length);
  return `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}
