import type { Fault } from "../faults";
import { shownTo } from "../payment-intents/access";
import type { Sandbox } from "../sandbox";
import type { ApiCall, ApiHandler, KeyKind } from "./call";
import { ApiError, docUrl } from "./errors";
import { expand } from "./expand";
import type { RequestResult } from "./idempotency";
import { failInside } from "./injected";
import { optionalList } from "./params";

/** Runs an endpoint, unless a fault prevents it, and turns what it throws into a response. */
export async function execute(
  sandbox: Sandbox,
  handler: ApiHandler,
  call: ApiCall,
  fault: Fault | null,
): Promise<RequestResult> {
  try {
    if (fault !== null) await failInside(fault, sandbox.closing);
    const body = handler(call);
    const paths = optionalList(call.params, "expand") ?? [];
    return { status: 200, body: expand(call.store, body, paths), executed: true };
  } catch (error) {
    return errorResult(error, call.key);
  }
}

/**
 * The response to a rejected request, in which the holder of a publishable key sees no more of a
 * PaymentIntent than elsewhere. Unexpected errors are logged, and hidden from the caller.
 */
export function errorResult(error: unknown, key: KeyKind): RequestResult {
  if (!(error instanceof ApiError)) {
    console.error("stripe sandbox: an API call failed", error);
    const message = "An unknown error occurred in the sandbox.";
    return { status: 500, body: { error: { type: "api_error", message } }, executed: true };
  }
  const { payment_intent: intent, ...fields } = error.fields;
  const body = {
    ...fields,
    ...(fields.code === undefined ? {} : { doc_url: docUrl(fields.code) }),
    ...(intent === undefined ? {} : { payment_intent: shownTo(key, intent) }),
  };
  return { status: error.status, body: { error: body }, executed: error.executed };
}
