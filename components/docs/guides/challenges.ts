import { code, list, type MakeGuide, note, steps, table, text } from "./guide";

/** Buying a challenge from a wallet. */
export const challenges: MakeGuide = ({ origin }) => ({
  slug: "challenges",
  title: "Prop challenges",
  lead: "A customer buys a challenge with the money in their wallet: fee, account, initial balance and first phase, in one call.",
  sections: [
    {
      id: "flow",
      title: "How it goes",
      blocks: [
        steps(
          "[listPrograms](/docs/reference/listPrograms): what is on sale, with the rules of each phase.",
          "[listPayerAccounts](/docs/reference/listPayerAccounts): which of the customer's wallets could pay, and why the others couldn't.",
          "[previewPurchase](/docs/reference/previewPurchase): the very checks of buying, without buying.",
          "[buyChallenge](/docs/reference/buyChallenge), with an `idempotency_key`.",
        ),
        text(
          "All of it is called with the customer's token from [logInToTrade](/docs/reference/logInToTrade), or with the session token of a [customer of your app](/docs/authentication); your app then needs the scope `payments:write` to buy and `accounts:read` to read.",
        ),
      ],
    },
    {
      id: "buy",
      title: "Buy",
      blocks: [
        code(
          "bash",
          "purchase",
          `curl ${origin}/prop/challenge/buy \\
  -H "Authorization: Bearer $CUSTOMER_TOKEN" -H "Content-Type: application/json" \\
  -d '{"program_id": 1, "payer_login": 100001, "amount": 499, "idempotency_key": "order-4711"}'`,
        ),
        text(
          "`amount` is the price that the buyer was shown; at another one nothing is bought. The answer holds the challenge, its account and `temporary_password`, which is shown this once. A customer who lost it gets a new one from [resetTradingPassword](/docs/reference/resetTradingPassword).",
        ),
        note(
          "Always send an `idempotency_key`. Without one, a call that is repeated after a lost answer buys twice.",
        ),
      ],
    },
    {
      id: "answers",
      title: "Three kinds of answer",
      blocks: [
        table(
          "The answers to buying",
          ["Status", "What it means", "What to do"],
          ["200", "The challenge is open.", "Show it, and the password."],
          [
            "202",
            "A step's outcome isn't known yet. Nothing is taken back before it is.",
            "Wait, or repeat with the same key. It goes on by itself within a minute.",
          ],
          [
            "400, 403",
            "A check refused. No purchase was made, the key is free.",
            "Show the message.",
          ],
          [
            "502",
            "A step was definitely refused. What was done is taken back.",
            "`purchase` beside the error says where the money is.",
          ],
        ),
      ],
    },
    {
      id: "next",
      title: "What a purchase wants next",
      blocks: [
        table(
          "What next_action means",
          ["`next_action`", "What to show"],
          [
            "`COMPLETE_PAYMENT`",
            "Nothing was charged yet; it can be canceled while `can_cancel` is true.",
          ],
          ["`WAIT_ACTIVATION`", "The account is being opened."],
          ["`OPEN_CHALLENGE`", "The challenge."],
          [
            "`RETRY`",
            "Nothing was charged, or all of it is back: [retryPurchase](/docs/reference/retryPurchase).",
          ],
          ["`WAIT_REFUND`", "The fee is on its way back."],
          ["`BUY_AGAIN`", "It is closed. A new purchase is a new one."],
        ),
      ],
    },
    {
      id: "suspended",
      title: "When a deposit is disputed",
      blocks: [
        text(
          "The oldest money in a wallet is spent first. When a deposit is disputed or refunded after it was spent, the wallet owes what it can't give back (`debt` of the account), and running challenges that the deposit paid for are suspended: as many as it takes for their fees to cover the debt, those that lack most first, of equals the newest. Their `hold` says why, since when and for which payment; `status` stays as it is, the account's `enable` is 0 and its password can't be set.",
        ),
        list(
          "They go on when the dispute is won or the debt is repaid, by whichever money comes in: `challenge.reinstated`.",
          "When the dispute is lost they end, in any phase: `status` 4, `end_reason` `dispute_lost`, and the purchase's `failure_reason` is `DISPUTE_LOST`. The fee is returned to the wallet and repays the debt.",
          "A challenge that had ended already keeps its fee, and the debt stays.",
        ),
      ],
    },
    {
      id: "numbers",
      title: "Enums",
      blocks: [
        list(
          "Purchase `status`: 0 pending, 1 paid, 2 account created, 3 active, 4 failed, 5 refunded.",
          "Challenge and phase `status`: 0 pending, 1 active, 2 passed, 3 failed, 4 cancelled.",
          "`account_mode`: 0 DEMO, 1 REAL. `phase_type`: 0 evaluation, 1 funded.",
          "`command` of an operation: 6 in, 8 out.",
        ),
      ],
    },
  ],
});
