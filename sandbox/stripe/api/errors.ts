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
 * A rejection that is sent as `{error: {…}}`. `executed` is false if the request was rejected
 * before its endpoint began; Stripe saves no idempotent result for such a request.
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

/** 400 for an invalid parameter, before the endpoint runs. */
export function invalidParam(param: string, message: string, code?: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, param, code }, false);
}

/** 400 for a valid request that the object's state doesn't allow. */
export function rejected(message: string, code?: string, param?: string): ApiError {
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

/** 402 for a card that can't be used, such as one with a wrong check digit. */
export function cardError(code: string, message: string, param: string): ApiError {
  return new ApiError(402, { type: "card_error", code, message, param });
}

/** 400 `payment_intent_unexpected_state`, with the present PaymentIntent. */
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
