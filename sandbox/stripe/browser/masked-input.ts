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
    const { input } = this;
    const caret = input.selectionStart ?? input.value.length;
    const wasAtEnd = caret === input.value.length;
    const before = input.value.slice(0, caret).replace(/\D/g, "").length;
    const shift = this.#deletedSeparator(event, before);
    if (!wasAtEnd) this.#placeCaret(before + shift);
  }

  /** Returns by how many digits the caret moved beyond what the browser did. */
  #deletedSeparator(event: Event, before: number): number {
    const type = event instanceof InputEvent ? event.inputType : "";
    const digits = this.input.value.replace(/\D/g, "");
    const onlySeparator = type.startsWith("deleteContent") && digits === this.#digits;
    if (!onlySeparator) {
      this.set(this.input.value);
      return 0;
    }
    const at = type === "deleteContentForward" ? before : before - 1;
    this.set(digits.slice(0, at) + digits.slice(at + 1));
    return type === "deleteContentForward" ? 0 : -1;
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
