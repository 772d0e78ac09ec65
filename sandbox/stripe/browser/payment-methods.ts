import type { PaymentMethod, StripeError } from "@stripe/stripe-js";
import type { SandboxApi } from "./api";
import { cardData, cardElement, mountedElement } from "./card-source";
import type { PaymentElement } from "./element";
import type { Elements } from "./elements";
import type { Params } from "./form-encode";

export type CreatePaymentMethodOptions =
  | { readonly elements: Elements; readonly params?: Params }
  | { readonly type: "card"; readonly card: unknown; readonly billing_details?: Params };

type PaymentMethodResult =
  | { paymentMethod: PaymentMethod; error?: undefined }
  | { error: StripeError; paymentMethod?: undefined };

/** `stripe.createPaymentMethod` for the card in a form. */
export async function createPaymentMethod(
  api: SandboxApi,
  options: CreatePaymentMethodOptions,
): Promise<PaymentMethodResult> {
  const [element, extra] = cardSource(options);
  const invalid = element.validate();
  if (invalid) return { error: invalid };
  const result = await api.post<PaymentMethod>("/v1/payment_methods", cardData(element, extra));
  return result.error ? { error: result.error } : { paymentMethod: result.value };
}

function cardSource(options: CreatePaymentMethodOptions): [PaymentElement, Params] {
  if ("elements" in options) return [mountedElement(options.elements), options.params ?? {}];
  return [cardElement(options.card), { billing_details: options.billing_details }];
}
