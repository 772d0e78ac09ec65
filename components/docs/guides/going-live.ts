import { list, type MakeGuide, steps, text } from "./guide";

/** What to check before customers come. */
export const goingLive: MakeGuide = ({ supportEmail }) => ({
  slug: "going-live",
  title: "Going live",
  lead: "What to check before the first customer pays.",
  sections: [
    {
      id: "before",
      title: "Before you begin",
      blocks: [
        steps(
          `Ask the firm (${supportEmail}) for an app: you get its id and, once, its secret. Name the scopes that you need and no others.`,
          "Keep the secret and the webhook secrets where your servers alone can read them.",
          "Change the base address to the live one. Ids, tokens and keys of the sandbox are worth nothing there.",
        ),
      ],
    },
    {
      id: "checklist",
      title: "What to have tried in the sandbox",
      blocks: [
        list(
          "A card that is declined, one that asks for authentication, one that stays processing. The sandbox bar has their numbers.",
          "Your server killed between its call and our answer: the repeated call has the same key and makes nothing twice.",
          "A price that changed between page and payment: AMOUNT_MISMATCH shows the new price.",
          "A webhook that comes twice, late and out of order; one with a forged signature.",
          "A refund and a dispute: the account is closed or suspended on your pages too.",
          "503 and no answer at all: your page says that nothing is lost, and asks again.",
        ),
      ],
    },
    {
      id: "operate",
      title: "While it runs",
      blocks: [
        list(
          "Log `x-request-id` of each answer, and `payment_id` of each order: support finds everything by them.",
          "Compare a day's orders with [listPayments](/docs/reference/listPayments); don't rely on webhooks alone.",
          "Watch [deliveries](/docs/reference/listWebhookDeliveries) that failed, and send them again when your side is back.",
          "Rotate a secret when somebody leaves who knew it: [rotateWebhookSecret](/docs/reference/rotateWebhookSecret) leaves a day of both.",
        ),
      ],
    },
    {
      id: "changes",
      title: "What may change",
      blocks: [
        text(
          "Fields, codes, events and operations may be added at any time. Fields aren't removed or given another meaning under the same address. What is marked as of the browser or the console isn't for partners and changes without notice.",
        ),
      ],
    },
  ],
});
