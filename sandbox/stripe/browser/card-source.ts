import { PaymentElement } from "./element";
import type { Elements } from "./elements";
import { IntegrationError } from "./errors";
import type { Params } from "./form-encode";

/** The element behind `card` of the older calls. Throws IntegrationError for anything else. */
export function cardElement(card: unknown): PaymentElement {
  if (card instanceof PaymentElement) return card;
  throw new IntegrationError("Please use an Element of this Stripe instance for the card.");
}

/** The element of the group that is on the page. Throws IntegrationError if there is none. */
export function mountedElement(elements: Elements): PaymentElement {
  const element = elements.paymentElement;
  if (element?.isMounted) return element;
  throw new IntegrationError(
    "Invalid value for elements: it should have a mounted Payment Element. Please make sure the Element you are attempting to use is still mounted.",
  );
}

/** The `payment_method_data` for the card in the form, with what the page adds to it. */
export function cardData(element: PaymentElement, extra: Params = {}): Params {
  return { ...extra, type: "card", card: element.card };
}
