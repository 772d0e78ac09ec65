import { type TestCard, testCards } from "../test-cards";
import { brandOf, cvcLength } from "./card-brand";
import type { CardText } from "./card-form";
import { html } from "./dom";

/** One card of each of these is offered at once, the others behind "More". */
const shownFirst = [
  "succeeds",
  "declined",
  "insufficient_funds",
  "requires_authentication",
  "processing",
] as const;

/** Years from now at which a test card expires, so that it is never in the past. */
const yearsAhead = 3;

const moods: Readonly<Record<string, string>> = {
  succeeds: "good",
  declined: "bad",
  insufficient_funds: "bad",
  expired_card: "bad",
  incorrect_cvc: "bad",
  processing_error: "bad",
};

/** Says that no real money is moved, and offers the test cards, each of which fills the whole form. */
export class TestCardStrip {
  readonly root: HTMLElement;
  readonly #chips = new Map<TestCard, HTMLButtonElement>();
  readonly #status = html("span", { class: "Hidden", role: "status" });

  constructor(private readonly onPick: (card: CardText) => void) {
    const first = shownFirst.flatMap(
      (outcome) => testCards.find((card) => card.outcome === outcome) ?? [],
    );
    const rest = testCards.filter((card) => !first.includes(card));
    const more = html("span", { class: "Chips-rest", hidden: "" }, ...this.#chipsOf(rest));
    this.root = html(
      "section",
      { class: "Strip", "aria-label": "Stripe sandbox" },
      html(
        "p",
        { class: "Strip-text" },
        html("strong", {}, "Stripe sandbox: no real money is moved."),
        " Pick a test card to fill the form.",
      ),
      html("div", { class: "Chips" }, ...this.#chipsOf(first), more, moreButton(rest.length, more)),
      this.#status,
    );
  }

  /** Marks the chip whose card stands in the form. */
  showCurrent(number: string): void {
    for (const [card, chip] of this.#chips) {
      if (card.number === number) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
  }

  #chipsOf(cards: readonly TestCard[]): HTMLButtonElement[] {
    return cards.map((card) => {
      const chip = html(
        "button",
        { type: "button", class: `Chip Chip--${moods[card.outcome] ?? "waiting"}` },
        html("span", { class: "Chip-digits" }, card.number.slice(-4)),
        ` ${card.name}`,
      );
      chip.addEventListener("click", () => this.#pick(card));
      this.#chips.set(card, chip);
      return chip;
    });
  }

  #pick(card: TestCard): void {
    const year = new Date().getFullYear() + yearsAhead;
    this.onPick({
      number: card.number,
      expiry: `12${String(year).slice(-2)}`,
      cvc: "1234".slice(0, cvcLength(brandOf(card.number))),
    });
    this.#status.textContent = `Test card ending in ${card.number.slice(-4)} filled in.`;
  }
}

function moreButton(count: number, list: HTMLElement): HTMLButtonElement {
  const button = html(
    "button",
    { type: "button", class: "Chip Chip--more", "aria-expanded": "false" },
    `${count} more`,
  );
  button.addEventListener("click", () => {
    list.hidden = !list.hidden;
    button.textContent = list.hidden ? `${count} more` : "Fewer";
    button.setAttribute("aria-expanded", String(!list.hidden));
  });
  return button;
}
