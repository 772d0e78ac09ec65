import { PaymentElement } from "./element";
import { IntegrationError } from "./errors";
import type { Params } from "./form-encode";

/** The element in the parameter `card` of older functions. Throws IntegrationError for other values. */
export function cardElement(card: unknown): PaymentElement {
  if (card instanceof PaymentElement) return card;
  throw new IntegrationError("Please use an Element of this Stripe instance for the card.");
}

/** The group's mounted element. Throws IntegrationError if there is none. */
export function mountedElement(elements: {
  readonly paymentElement: PaymentElement | null;
}): PaymentElement {
  const element = elements.paymentElement;
  if (element?.isMounted) return element;
  throw new IntegrationError(
    "Invalid value for elements: it should have a mounted Payment Element. Please make sure the Element you are attempting to use is still mounted.",
  );
}

/** The `payment_method_data` for the card in the form, with the fields that the page adds. */
export function cardData(element: PaymentElement, extra: Params = {}): Params {
  return { ...extra, type: "card", card: element.card };
}
