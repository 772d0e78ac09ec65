import { cardData, cardElement } from "./card-source";
import type { Params } from "./form-encode";
import type { IntentResult, PaymentIntents } from "./intents";
import { settle } from "./settle";

export type CardPaymentData = {
  readonly payment_method?: string | { readonly card: unknown; readonly billing_details?: Params };
};

/** `stripe.confirmCardPayment`, for a named payment method or a card element. Never leaves the page. */
export async function confirmCardPayment(
  intents: PaymentIntents,
  clientSecret: string,
  data: CardPaymentData = {},
  options: { readonly handleActions?: boolean } = {},
): Promise<IntentResult> {
  const { payment_method: method } = data;
  const element = typeof method === "object" ? cardElement(method.card) : undefined;
  const invalid = element?.validate();
  if (invalid) return { error: invalid };

  return intents.exclusively(clientSecret, async () => {
    const confirmed = await intents.confirm(clientSecret, {
      use_stripe_sdk: true,
      ...(typeof method === "string" && { payment_method: method }),
      ...(element &&
        typeof method === "object" && {
          payment_method_data: cardData(element, { billing_details: method.billing_details }),
        }),
    });
    if (options.handleActions === false) return confirmed;
    return settle(intents, clientSecret, confirmed, element);
  });
}
