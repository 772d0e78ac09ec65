interface Firm {
  firmName: string;
  supportEmail: string;
}

/** A heading of the terms with its paragraphs. */
export interface TermsSection {
  title: string;
  paragraphs: string[];
}

/**
 * The terms of purchase, for the page and for the evidence in a dispute. Whoever changes them sets a new TERMS_VERSION:
 * each purchase records the version alone.
 */
export const termsOfPurchase = ({ firmName, supportEmail }: Firm): TermsSection[] => [
  {
    title: "What you buy",
    paragraphs: [
      `You pay ${firmName} a one-time fee for a trading challenge: an account of the size and in the market you choose, under the rules shown with it. The account size is the balance you trade in the challenge. It isn't a deposit and can't be withdrawn.`,
    ],
  },
  {
    title: "Account rules",
    paragraphs: [
      "The profit target, maximum daily loss, maximum total loss and minimum trading days are those shown at purchase. Breaching a loss limit fails the challenge. Passing a challenge doesn't entitle you to a payout.",
    ],
  },
  {
    title: "Payment",
    paragraphs: [
      "The price is shown before you pay and is charged once. Card details go to Stripe, our payment provider; we never see your full card number. If you pay from your wallet, the fee is charged to its balance. If a payment fails, no purchase is made.",
    ],
  },
  {
    title: "Wallet",
    paragraphs: [
      `Your wallet is a balance of your own money for paying challenge fees. You top it up by card. You can withdraw an unused balance by emailing ${supportEmail}.`,
    ],
  },
  {
    title: "Delivery",
    paragraphs: [
      "We create your account when your payment is confirmed, usually within a minute. If we can't create an account you paid for by card, our team steps in and your dashboard shows the status. If you paid from your wallet, the fee is returned to it automatically.",
    ],
  },
  {
    title: "Refunds and disputes",
    paragraphs: [
      `To request a refund, email ${supportEmail}. Refunds go to the card or wallet you paid with, and a full refund closes the account. While a payment is disputed with your bank, its account is suspended. If the dispute is resolved in our favor, the account reopens; otherwise it's closed.`,
      "If a wallet top-up is refunded or disputed after you spent it, your wallet owes the amount it can't cover. The oldest money in a wallet is spent first, and we suspend as many challenges paid from it as it takes for their fees to cover the amount owed. They resume once you repay it or the dispute is resolved in our favor. If the dispute is decided against us, those challenges end and their fees repay the amount owed.",
    ],
  },
  {
    title: "Risk",
    paragraphs: [
      "Passing a challenge is difficult, and there's no guarantee that you will. Only spend what you can afford to lose. Nothing on these pages is investment advice.",
    ],
  },
  {
    title: "Records",
    paragraphs: [
      "With each purchase we save the version of these terms, the time, your IP address and your browser, as evidence of your consent.",
    ],
  },
  { title: "Questions", paragraphs: [`Email our support team at ${supportEmail}.`] },
];
