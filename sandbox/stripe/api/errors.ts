import type Stripe from "stripe";

/** The fields of Stripe's `error` object that the sandbox fills. */
export type ErrorFields = {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  decline_code?: string;
  advice_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
};

/**
 * A refusal that is answered as `{error: {…}}`. `executed` is false when the request was turned
 * away before its endpoint began; Stripe saves no idempotent result for such a request.
 */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly fields: ErrorFields,
    readonly executed = true,
  ) {
    super(fields.message);
    this.name = "ApiError";
  }
}

/** 400 for a parameter that fails validation, before anything is done. */
export function invalidParam(param: string, message: string, code?: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, param, code }, false);
}

/** 400 for a request that is well formed but that the object's state doesn't allow. */
export function refused(message: string, code?: string, param?: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, code, param });
}

/** 404 `resource_missing`: there is no object of this kind with this id. */
export function missing(kind: string, id: string, param = "id"): ApiError {
  const message = `No such ${kind}: '${id}'`;
  return new ApiError(
    404,
    { type: "invalid_request_error", code: "resource_missing", message, param },
    false,
  );
}

/** 402 for a card that can't be used at all, such as one with a wrong check digit. */
export function cardError(code: string, message: string, param: string): ApiError {
  return new ApiError(402, { type: "card_error", code, message, param });
}

/** 400 `payment_intent_unexpected_state`, with the PaymentIntent as it is. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string): ApiError {
  return new ApiError(400, {
    type: "invalid_request_error",
    code: "payment_intent_unexpected_state",
    message,
    payment_intent: intent,
  });
}

/** The address of Stripe's page about an error code. */
export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;
}
