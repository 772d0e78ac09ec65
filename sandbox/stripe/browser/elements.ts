import type { Appearance, CssFontSource, CustomFontSource, StripeError } from "@stripe/stripe-js";
import { mountedElement } from "./card-source";
import { PaymentElement } from "./element";
import type { ElementGroup, ElementOptions, ElementType } from "./element-types";
import { Emitter } from "./emitter";
import { IntegrationError } from "./errors";
import { addFont } from "./fonts";
import { intentId, type PaymentIntents } from "./intents";

/** The supported options of `stripe.elements()`. Stripe's others are accepted and ignored. */
export type ElementsOptions = {
  readonly clientSecret?: string;
  readonly mode?: string;
  readonly appearance?: Appearance;
  readonly fonts?: ReadonlyArray<CssFontSource | CustomFontSource>;
};

type SubmitResult =
  | { selectedPaymentMethod: "card"; error?: undefined }
  | { error: StripeError; selectedPaymentMethod?: undefined };

const supported: readonly string[] = ["payment", "card"] satisfies ElementType[];

/** A group of elements that share a PaymentIntent and an appearance. */
export class Elements extends Emitter<{ "update-end": undefined }> implements ElementGroup {
  readonly #elements = new Map<string, PaymentElement>();
  #submitted = false;

  constructor(
    private readonly intents: PaymentIntents,
    private options: ElementsOptions = {},
  ) {
    super();
    if (options.clientSecret !== undefined) intentId(options.clientSecret);
    for (const font of options.fonts ?? []) addFont(font);
  }

  get clientSecret(): string | undefined {
    return this.options.clientSecret;
  }

  get appearance(): Appearance | undefined {
    return this.options.appearance;
  }

  /** The element with the card, if there is one. */
  get paymentElement(): PaymentElement | null {
    return this.getElement("payment") ?? this.getElement("card");
  }

  create(type: string, options?: ElementOptions): PaymentElement {
    if (!isSupported(type)) {
      throw new IntegrationError(`The Stripe sandbox has no element of type ${type}.`);
    }
    if (this.#elements.has(type)) {
      throw new IntegrationError(
        `Can't create two Elements of type ${type} at the same time: destroy the existing one or use another Elements instance.`,
      );
    }
    const { clientSecret, mode } = this.options;
    if (type === "payment" && clientSecret === undefined && mode === undefined) {
      throw new IntegrationError(
        "In order to create a payment element, you must pass a clientSecret or mode when creating the Elements group.",
      );
    }
    const element = new PaymentElement(type, this, options);
    this.#elements.set(type, element);
    return element;
  }

  getElement(type: string): PaymentElement | null {
    return this.#elements.get(type) ?? null;
  }

  update(options: ElementsOptions): void {
    this.options = { ...this.options, ...options };
    for (const element of this.#elements.values()) element.restyle();
    queueMicrotask(() => this.emit("update-end", undefined));
  }

  async fetchUpdates(): Promise<{ error?: { message: string; status?: string } }> {
    const error = await this.load();
    return error ? { error: { message: error.message ?? "" } } : {};
  }

  /** Checks the fields. In deferred mode it must be called before `confirmPayment`. */
  async submit(): Promise<SubmitResult> {
    const error = mountedElement(this).validate();
    if (error) return { error };
    this.#submitted = true;
    return { selectedPaymentMethod: "card" };
  }

  /** Throws IntegrationError as Stripe does: in deferred mode, if `submit()` wasn't called before. */
  assertSubmitted(): void {
    if (this.options.mode === undefined || this.#submitted) return;
    throw new IntegrationError("elements.submit() must be called before stripe.confirmPayment().");
  }

  changed(): void {
    this.#submitted = false;
  }

  remove(type: ElementType): void {
    this.#elements.delete(type);
  }

  /** Fetches the PaymentIntent. Resolves with the reason why the form can't be shown, or null. */
  async load(): Promise<StripeError | null> {
    if (this.clientSecret === undefined) return null;
    const { paymentIntent, error } = await this.intents.retrieve(this.clientSecret);
    if (error) return error;
    if (paymentIntent.status !== "succeeded" && paymentIntent.status !== "canceled") return null;
    return {
      type: "invalid_request_error",
      code: "payment_intent_unexpected_state",
      message:
        "The initialization of Elements failed because this PaymentIntent is in a terminal state. To initialize Elements, create and provide a different PaymentIntent.",
      payment_intent: paymentIntent,
    };
  }
}

function isSupported(type: string): type is ElementType {
  return supported.includes(type);
}
