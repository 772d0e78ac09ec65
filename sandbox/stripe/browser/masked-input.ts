/** How a field converts typed text to digits, and digits to the shown text. */
export type Mask = {
  readonly digits: (text: string) => string;
  readonly format: (digits: string) => string;
};

/**
 * Formats an input while it is edited. The caret stays after the same digit. Deleting a separator deletes the digit before
 * it (or after it, with Delete).
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

  /** Replaces the content as pasting does, but fires no event. */
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

  /** The direction in which only a separator was deleted; null after any other edit. */
  #deletedSeparator(event: Event): "backward" | "forward" | null {
    const type = event instanceof InputEvent ? event.inputType : "";
    if (onlyDigits(this.input.value) !== this.#digits) return null;
    if (type === "deleteContentBackward") return "backward";
    return type === "deleteContentForward" ? "forward" : null;
  }

  #placeCaret(digitsBefore: number): void {
    const { value } = this.input;
    let position = 0;
    for (let passed = 0; position < value.length && passed < digitsBefore; position += 1) {
      if (/\d/.test(value.charAt(position))) passed += 1;
    }
    this.input.setSelectionRange(position, position);
  }
}

function onlyDigits(text: string): string {
  return text.replace(/\D/g, "");
}
