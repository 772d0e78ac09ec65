import type { Offer } from "../offers";
import { afterPassing } from "../program-end";
import { rulesByPhase, wholeText } from "../rules-by-phase";
import { isForSale, paymentText } from "./program-offers";

export interface ProgramQuestion {
  question: string;
  reply: string;
}

/** A rule's question, and the reply of a program without it. */
const rulesInQuestion: [rule: string, question: string, without: string | null][] = [
  ["profit_target", "How do I pass?", null],
  [
    "daily_loss",
    "What happens if I lose too much on one day?",
    "No rule limits the loss of a single day.",
  ],
  ["total_loss", "How much can I lose in all?", "No rule limits the loss in all."],
  [
    "min_trading_days",
    "How many days do I have to trade?",
    "There is no minimum number of trading days.",
  ],
  ["time_limit", "Is there a time limit?", "There is no time limit."],
  [
    "holding",
    "Can I hold positions overnight or over the weekend?",
    "No rule forbids holding positions overnight or over the weekend. The loss limits apply to open positions as the rules say.",
  ],
  ["day", "When does a trading day begin?", null],
];

/** Questions about an offer with answers that follow from its rules; nothing is promised that they don't say. */
export function programQuestions(offer: Offer): ProgramQuestion[] {
  const rules = rulesByPhase(offer.phases);
  const ofRules = rulesInQuestion.flatMap(([rule, question, without]) => {
    const reply = rules
      .filter((one) => one.rule === rule)
      .map(wholeText)
      .join(" ");
    if (reply) return { question, reply };
    return without === null ? [] : { question, reply: without };
  });
  const [first, ...more] = ofRules;
  const passed = afterPassing(offer.phases, offer.price.cents);
  return [
    ...(first ? [first] : []),
    ...(passed ? [{ question: "What happens when I pass?", reply: passed }] : []),
    ...more,
    ...(isForSale(offer) ? [{ question: "How do I pay?", reply: paymentText(offer) }] : []),
    {
      question: "Can the rules change after I have bought it?",
      reply: "No. A challenge keeps the rules that it was bought with.",
    },
  ];
}
