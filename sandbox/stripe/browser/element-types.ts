import type { Appearance, StripeError } from "@stripe/stripe-js";
import type { FormState } from "./card-form";

export type ElementType = "payment" | "card";

type Named = { elementType: ElementType };

/** The events of an element and the arguments of their handlers, as Stripe documents them. */
export type ElementEvents = {
  ready: Named;
  loaderstart: Named;
  focus: Named;
  blur: Named;
  escape: Named;
  loaderror: Named & { error: StripeError };
  change: Named & FormState & { collapsed: boolean; value: { type: "card" } };
};

/** What an element needs from the group that it was created by. */
export type ElementGroup = {
  readonly appearance: Appearance | undefined;
  load(): Promise<StripeError | null>;
  changed(): void;
  remove(type: ElementType): void;
};

/** The supported options. Stripe's others don't matter in a form for cards. */
export type ElementOptions = { readonly readOnly?: boolean };
