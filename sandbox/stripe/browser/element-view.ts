import type { Appearance } from "@stripe/stripe-js";
import { applyAppearance, rulesSheet } from "./appearance";
import { CardForm, type FormState } from "./card-form";
import { html } from "./dom";
import { stripStyles } from "./strip-styles";
import { formStyles } from "./styles";
import { TestCardStrip } from "./test-card-strip";

type ViewHandlers = {
  readonly onChange: (state: FormState) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  readonly onEscape: () => void;
};

/** The content of an element, in a shadow root, so that the page's styles don't apply. */
export class ElementView {
  readonly host = html("div", { class: "__PrivateStripeElement" });
  readonly form: CardForm;
  readonly #root = html("div", { class: "Root" });
  readonly #body: HTMLElement;
  readonly #rules = rulesSheet();

  constructor(handlers: ViewHandlers) {
    const strip = new TestCardStrip((card) => this.form.fill(card));
    this.form = new CardForm((state) => {
      strip.showCurrent(this.form.number);
      handlers.onChange(state);
    });
    this.#body = html("div", { class: "Body" }, this.form.root, strip.root);
    const failure = html("p", { class: "Failure" }, "The payment form could not be loaded.");
    this.#root.append(this.#body, failure);
    const shadow = this.host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [formStyles(), stripStyles(), this.#rules];
    shadow.append(this.#root);
    this.#listen(handlers);
    this.setStatus("loading");
  }

  /** Until it is ready, the form has its full size but can't be used. */
  setStatus(status: "loading" | "ready" | "failed"): void {
    this.#root.dataset.status = status;
    this.#body.inert = status !== "ready";
    this.#root.setAttribute("aria-busy", String(status === "loading"));
  }

  setAppearance(appearance: Appearance | undefined): void {
    applyAppearance(this.#root, this.#rules, appearance);
  }

  #listen({ onFocus, onBlur, onEscape }: ViewHandlers): void {
    const fields = this.form.root;
    const outside = (event: FocusEvent) =>
      !(event.relatedTarget instanceof Node && fields.contains(event.relatedTarget));
    fields.addEventListener("focusin", (event) => outside(event) && onFocus());
    fields.addEventListener("focusout", (event) => outside(event) && onBlur());
    fields.addEventListener("keydown", (event) => {
      if (event.key === "Escape") onEscape();
      if (event.key === "Enter") submit(this.host.closest("form"));
    });
  }
}

/** Submits the page's form on Enter, as a field of the page would; not while its button is disabled. */
function submit(form: HTMLFormElement | null): void {
  const button = [...(form?.elements ?? [])].find((control) =>
    control.matches("[type=submit], button:not([type])"),
  );
  if (button instanceof HTMLElement) button.click();
  else form?.requestSubmit();
}
