/** A card as people know it: Stripe's code of its brand, and its last four digits. */
export interface Card {
  brand: string;
  last4: string;
}

const brands: Record<string, string> = {
  amex: "American Express",
  cartes_bancaires: "Cartes Bancaires",
  diners: "Diners Club",
  discover: "Discover",
  eftpos_au: "Eftpos",
  jcb: "JCB",
  link: "Link",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};

/** `Visa •••• 4242`. */
export const cardLabel = ({ brand, last4 }: Card): string =>
  `${brands[brand] ?? "Card"} •••• ${last4}`;
