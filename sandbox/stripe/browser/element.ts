import type { Appearance, StripeError } from "@stripe/stripe-js";
import type { CardParams, FormState } from "./card-form";
import type { FieldName } from "./card-rules";
import type { ElementEvents, ElementGroup, ElementOptions, ElementType } from "./element-types";
import { ElementView } from "./element-view";
import { Emitter } from "./emitter";
import { IntegrationError } from "./errors";

/** The PaymentElement: a card form in a node of the page. */
export class PaymentElement extends Emitter<ElementEvents> {
  readonly #view: ElementView;
  #lastState: FormState = { complete: false, empty: true };
  #destroyed = false;

  constructor(
    readonly type: ElementType,
    private readonly group: ElementGroup,
    options: ElementOptions = {},
  ) {
    super();
    const named = { elementType: type };
    this.#view = new ElementView({
      onChange: (state) => this.#changed(state),
      onFocus: () => this.emit("focus", named),
      onBlur: () => this.emit("blur", named),
      onEscape: () => this.emit("escape", named),
    });
    this.restyle();
    this.update(options);
  }

  /** Shows the form inside `target`, a node or a selector, and starts loading. */
  mount(target: string | HTMLElement): this {
    this.#assertAlive();
    const node = typeof target === "string" ? document.querySelector(target) : target;
    if (!node) {
      throw new IntegrationError(
        `The selector you specified (${target}) applies to no DOM elements that are currently on the page.`,
      );
    }
    node.classList.add("StripeElement");
    node.replaceChildren(this.#view.host);
    void this.#load();
    return this;
  }

  unmount(): this {
    this.#assertAlive();
    this.#view.host.remove();
    return this;
  }

  /** Removes the form permanently. The group can then create another element of this type. */
  destroy(): void {
    this.unmount();
    this.#destroyed = true;
    this.group.remove(this.type);
  }

  update(options: ElementOptions): this {
    this.#assertAlive();
    if (options.readOnly !== undefined) this.#view.form.setReadOnly(options.readOnly);
    return this;
  }

  focus(): void {
    this.#view.form.focus();
  }

  blur(): void {
    const { activeElement } = this.#view.host.shadowRoot ?? document;
    if (activeElement instanceof HTMLElement) activeElement.blur();
  }

  clear(): void {
    this.#view.form.fill({ number: "", expiry: "", cvc: "" });
  }

  /** Does nothing: with one payment method there is nothing to collapse. */
  collapse(): this {
    return this;
  }

  /** Shows the problems at the fields, and returns the first one with Stripe's message. */
  validate(): StripeError | null {
    const problem = this.#view.form.validate();
    return problem && { type: "validation_error", ...problem };
  }

  showFieldError(field: FieldName, message: string): void {
    this.#view.form.showError(field, message);
  }

  get isMounted(): boolean {
    return this.#view.host.isConnected;
  }

  get appearance(): Appearance | undefined {
    return this.group.appearance;
  }

  get card(): CardParams {
    return this.#view.form.params;
  }

  /** Applies the group's appearance. */
  restyle(): void {
    this.#view.setAppearance(this.group.appearance);
  }

  async #load(): Promise<void> {
    const { host } = this.#view;
    const loading = this.group.load();
    await nextTask();
    if (!host.isConnected) return;
    this.emit("loaderstart", { elementType: this.type });
    const error = await loading;
    if (!host.isConnected) return;
    this.#view.setStatus(error ? "failed" : "ready");
    if (error) this.emit("loaderror", { elementType: this.type, error });
    else this.emit("ready", { elementType: this.type });
  }

  #changed(state: FormState): void {
    this.group.changed();
    const last = this.#lastState;
    if (state.complete === last.complete && state.empty === last.empty) return;
    this.#lastState = state;
    this.emit("change", {
      elementType: this.type,
      ...state,
      collapsed: false,
      value: { type: "card" },
    });
  }

  #assertAlive(): void {
    if (!this.#destroyed) return;
    throw new IntegrationError("This Element has already been destroyed. Please create a new one.");
  }
}

/** React adds its listeners in the task that mounts an element, so events are emitted after that task. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
