import { html } from "./dom";
import { type Mask, MaskedInput } from "./masked-input";

type FieldOptions = {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly autocomplete: string;
  readonly mask: Mask;
};

/** A labeled text field. Its message appears under it, and screen readers read it. */
export class Field {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly #masked: MaskedInput;
  readonly #icons = html("span", { class: "Icons" });
  readonly #message: HTMLElement;

  constructor(options: FieldOptions) {
    const errorId = `${options.name}-error`;
    this.input = html("input", {
      id: options.name,
      name: options.name,
      class: "Input",
      type: "text",
      inputmode: "numeric",
      autocomplete: options.autocomplete,
      autocorrect: "off",
      spellcheck: "false",
      placeholder: options.placeholder,
      "aria-describedby": errorId,
      "aria-invalid": "false",
      "aria-required": "true",
    });
    this.#message = html("p", { id: errorId, class: "Error", "aria-live": "polite" });
    this.#masked = new MaskedInput(this.input, options.mask);
    this.root = html(
      "div",
      { class: `Field Field--${options.name}` },
      html("label", { for: options.name, class: "Label" }, options.label),
      html("span", { class: "Control" }, this.input, this.#icons),
      this.#message,
    );
  }

  get digits(): string {
    return this.#masked.digits;
  }

  /** Replaces the content without firing an event. */
  fill(text: string): void {
    this.#masked.set(text);
  }

  /** Shows a message under the field and marks it invalid; null removes both. */
  showError(message: string | null): void {
    this.#message.textContent = message;
    this.input.setAttribute("aria-invalid", String(message !== null));
    this.input.classList.toggle("Input--invalid", message !== null);
  }

  showIcons(...icons: SVGElement[]): void {
    this.#icons.replaceChildren(...icons);
  }

  /** Whether this field has the focus, with the caret after the last character. */
  isBeingTyped(): boolean {
    const { input } = this;
    const root = input.getRootNode();
    const focused = root instanceof ShadowRoot && root.activeElement === input;
    return focused && input.selectionStart === input.value.length;
  }
}
