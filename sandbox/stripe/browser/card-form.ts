import { brandOf } from "./card-brand";
import { type CardFields, createCardFields, fieldOrder } from "./card-fields";
import {
  cvcProblem,
  expiryProblem,
  type FieldName,
  isIncomplete,
  numberProblem,
  type Problem,
  readExpiry,
} from "./card-rules";
import { html } from "./dom";
import { brandIcon, cvcIcon } from "./icons";

/** A card as text, in any format that a customer may type. */
export type CardText = Readonly<Record<FieldName, string>>;

/** The card parameters of the Stripe API. */
export type CardParams = { number: string; exp_month: number; exp_year: number; cvc: string };

export type FormState = { readonly complete: boolean; readonly empty: boolean };

/** The card form: three fields, with brand icons, messages, and focus on the next field when one is full. */
export class CardForm {
  readonly root: HTMLElement;
  readonly #fields: CardFields = createCardFields();

  constructor(private readonly onChange: (state: FormState) => void) {
    const { number, expiry, cvc } = this.#fields;
    this.root = html(
      "div",
      { class: "Fields", role: "group", "aria-label": "Card details" },
      ...[number, expiry, cvc].map((field) => field.root),
    );
    for (const name of fieldOrder) {
      const { input } = this.#fields[name];
      input.addEventListener("input", () => this.#edited(name));
      input.addEventListener("blur", () => this.#left(name));
    }
    cvc.showIcons(cvcIcon());
    this.#showBrand();
  }

  get state(): FormState {
    return {
      complete: fieldOrder.every((name) => this.#problem(name) === null),
      empty: fieldOrder.every((name) => this.#fields[name].digits === ""),
    };
  }

  /** The digits of the card number that were typed so far. */
  get number(): string {
    return this.#fields.number.digits;
  }

  get params(): CardParams {
    const { month, year } = readExpiry(this.#fields.expiry.digits);
    const { number, cvc } = this.#fields;
    return { number: number.digits, exp_month: month, exp_year: year, cvc: cvc.digits };
  }

  /** Shows every problem, focuses the first invalid field and returns its problem. */
  validate(): Problem | null {
    for (const name of fieldOrder) {
      this.#fields[name].showError(this.#problem(name)?.message ?? null);
    }
    const first = fieldOrder.find((name) => this.#problem(name) !== null);
    if (first === undefined) return null;
    this.focus(first);
    return this.#problem(first);
  }

  showError(name: FieldName, message: string): void {
    this.#fields[name].showError(message);
  }

  fill(card: CardText): void {
    for (const name of fieldOrder) {
      this.#fields[name].fill(card[name]);
      this.#fields[name].showError(null);
    }
    this.#showBrand();
    this.onChange(this.state);
  }

  focus(name: FieldName = "number"): void {
    this.#fields[name].input.focus();
  }

  setReadOnly(readOnly: boolean): void {
    for (const name of fieldOrder) this.#fields[name].input.readOnly = readOnly;
  }

  #problem(name: FieldName): Problem | null {
    const { number, expiry, cvc } = this.#fields;
    if (name === "number") return numberProblem(number.digits);
    if (name === "expiry") return expiryProblem(expiry.digits, new Date());
    return cvcProblem(cvc.digits, number.digits);
  }

  #edited(name: FieldName): void {
    const problem = this.#problem(name);
    const field = this.#fields[name];
    field.showError(problem && !isIncomplete(problem) ? problem.message : null);
    if (name === "number") this.#showBrand();
    const next = fieldOrder[fieldOrder.indexOf(name) + 1];
    if (next && problem === null && field.isBeingTyped()) this.focus(next);
    this.onChange(this.state);
  }

  #left(name: FieldName): void {
    const problem = this.#problem(name);
    if (problem && this.#fields[name].digits !== "") this.#fields[name].showError(problem.message);
  }

  #showBrand(): void {
    const { number, cvc } = this.#fields;
    const brand = brandOf(number.digits);
    const accepted = ["visa", "mastercard", "amex"] as const;
    number.showIcons(...(number.digits === "" ? accepted.map(brandIcon) : [brandIcon(brand)]));
    cvc.fill(cvc.digits);
  }
}
