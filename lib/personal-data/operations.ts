import { errorEnvelope } from "@/lib/http/error-envelope";
import { exampleRequestId, operation } from "@/lib/http/operation";
import { exportFile } from "./export";
import { requestDeletion } from "./request-deletion";
import { deletionInput, openMatters, personalDataView } from "./schemas";

const shared = { tag: "Profile", surface: "browser" } as const;

/** What customers do with all their data. */
export const operations = {
  exportPersonalData: operation({
    ...shared,
    route: "GET /api/account/data",
    summary: "Download your data",
    description:
      "A JSON file with your profile, sessions, payments, accounts, purchases, challenges, wallets with their transactions, and the list of emails. Amounts are in minor units.",
    responses: {
      200: {
        description: "The file.",
        schema: personalDataView,
        example: {
          exported_at: "2026-11-20T22:51:04.000Z",
          customer: {
            user_id: "usr_01932f6a0c7b7d3f8a54e1c2b3a49d10",
            email: "trader@your.example",
          },
          sessions: [],
          payments: [],
          prop_accounts: [],
          purchases: [],
          challenges: [],
          verdicts: [],
          trading_accounts: [],
          emails: [],
        },
      },
    },
    errors: ["RATE_LIMITED"],
    run: (ctx) => exportFile(ctx),
  }),
  deleteAccount: operation({
    ...shared,
    route: "POST /api/account/deletion",
    summary: "Delete your account",
    description:
      "Closes your login immediately. Your personal data is removed a day later; until then support can reopen the account. Records of payments stay. Rejected with INVALID_STATE while something is open: payments, refunds, disputes, challenges, accounts or money in a wallet.",
    body: { schema: deletionInput, example: { password: "a long enough password" } },
    responses: { 204: { description: "Done." } },
    errors: [
      "INVALID_CREDENTIALS",
      "TWO_FACTOR_REQUIRED",
      "TWO_FACTOR_INVALID",
      "TWO_FACTOR_UNAVAILABLE",
      "FORBIDDEN",
      "INVALID_STATE",
      "RATE_LIMITED",
    ],
    otherErrors: {
      409: {
        description: "Something is open. The response lists what has to be settled first.",
        schema: errorEnvelope.extend(openMatters.shape),
        example: {
          error: {
            code: "INVALID_STATE",
            message: "Your account can't be deleted yet. Settle this first.",
            retryable: false,
            request_id: exampleRequestId,
          },
          matters: [
            {
              kind: "wallet",
              id: "2000123",
              message: "Wallet 2000123 has $20.00. Spend it, or ask us to return it.",
            },
          ],
        },
      },
    },
    effect: "Closes your account permanently and removes your personal data a day later.",
    run: (ctx, { body }) => requestDeletion(ctx, body),
  }),
};
