/** How a field turns what was typed into digits and digits into what is shown. */
export type Mask = {
  readonly digits: (text: string) => string;
  readonly format: (digits: string) => string;
};

/**
 * Keeps an input formatted while it is edited, with the caret behind the digit it was behind.
 * Deleting a separator deletes the digit before it (or after it, with Delete).
 */
export class MaskedInput {
  #digits = "";

  constructor(
    readonly input: HTMLInputElement,
    private readonly mask: Mask,
  ) {
    input.addEventListener("input", (event) => this.#edited(event));
  }

  get digits(): string {
    return this.#digits;
  }

  /** Replaces the content, as if it had been pasted; fires no event. */
  set(text: string): void {
    this.#digits = this.mask.digits(text);
    this.input.value = this.mask.format(this.#digits);
  }

  #edited(event: Event): void {
    const { value, selectionStart } = this.input;
    const caret = selectionStart ?? value.length;
    const direction = this.#deletedSeparator(event);
    let before = onlyDigits(value.slice(0, caret)).length;
    if (direction === null) {
      this.set(value);
    } else {
      if (direction === "backward") before -= 1;
      const digits = onlyDigits(value);
      this.set(digits.slice(0, before) + digits.slice(before + 1));
    }
    if (caret < value.length) this.#placeCaret(before);
  }

  /** Which way a separator, and no digit, was deleted; null after any other edit. */
  #deletedSeparator(event: Event): "backward" | "forward" | null {
    const type = event instanceof InputEvent ? event.inputType : "";
    if (onlyDigits(this.input.value) !== this.#digits) return null;
    if (type === "deleteContentBackward") return "backward";
    return type === "deleteContentForward" ? "forward" : null;
  }

  #placeCaret(digitsBefore: number): void {
    const { value } = this.input;
    let position = 0;
    for (let seen = 0; position < value.length && seen < digitsBefore; position += 1) {
      if (/\d/.test(value.charAt(position))) seen += 1;
    }
    this.input.setSelectionRange(position, position);
  }
}

function onlyDigits(text: string): string {
  return text.replace(/\D/g, "");
}
