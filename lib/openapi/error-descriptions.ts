import { type ErrorCode, errorStatus, type FieldProblem } from "@/lib/core/errors";

interface ErrorDescription {
  /** When the code is sent. */
  meaning: string;
  /** What the caller should do. */
  todo: string;
  /** An example of its message. */
  example: string;
  /** Whether the same call may succeed later. */
  retryable?: true;
  fields?: FieldProblem[];
}

const description = (meaning: string, todo: string, example: string): ErrorDescription => ({
  meaning,
  todo,
  example,
});
const NOTHING_CHANGED = "No changes were made. Fix the request.";

/** Each code of the API, described for readers. `lib/core/errors.ts` has the statuses. */
export const errorDescriptions: Record<ErrorCode, ErrorDescription> = {
  INVALID_REQUEST: {
    ...description(
      "A field is missing, invalid or unknown.",
      "See `fields`: each has a field's path and what's wrong with it.",
      "Invalid request. account_size: is required.",
    ),
    fields: [{ path: "account_size", message: "is required" }],
  },
  INVALID_SIGNATURE: description(
    "The webhook's signature is missing, invalid or more than five minutes old.",
    "Only Stripe can sign these requests. Check the endpoint's secret.",
    "Invalid or expired Stripe-Signature.",
  ),
  TIER_UNAVAILABLE: description(
    "The tier doesn't exist, isn't for sale, or is free.",
    "Use a tier that `GET /v2/tiers` lists. For a free tier, call `POST /v2/payments/free`.",
    "The tier tier_25k isn't for sale.",
  ),
  TIER_MISMATCH: description(
    "The tier doesn't sell this market, asset class, size or currency.",
    "Use the values that `GET /v2/tiers` lists.",
    "The tier tier_25k isn't sold with this account size.",
  ),
  AMOUNT_MISMATCH: description(
    "The amount doesn't match the current price.",
    "Show the new price and retry.",
    "The price of tier_25k is 199.00 USD.",
  ),
  PROGRAM_DISABLED: description(
    "The program doesn't exist or isn't for sale.",
    "List the programs again.",
    "This program isn't for sale.",
  ),
  INVALID_DEMO_GROUP: description(
    "A phase of the program names an account group that the trading server doesn't have.",
    "Nothing was charged. Contact support: the program is misconfigured.",
    "The group PROP-DEMO-100K wasn't found.",
  ),
  DEMO_GROUP_REQUIRED: description(
    "The program's first phase is in a group whose mode isn't DEMO.",
    "Nothing was charged. Contact support: the program is misconfigured.",
    "The group PROP-REAL-100K isn't a DEMO group.",
  ),
  PAYER_ACCOUNT_NOT_REAL: description(
    "The account is a practice account.",
    "Choose a wallet with mode REAL.",
    "Account 100002 is a practice account and can't be used to pay.",
  ),
  CURRENCY_CONVERSION_REQUIRED: description(
    "The wallet's currency doesn't match the price.",
    "Choose a wallet in the price's currency.",
    "The price is in USD, but account 100002 is in EUR.",
  ),
  NOT_ENOUGH_FUNDS: description(
    "The wallet's balance is below the price.",
    "Top up the wallet, or choose another one.",
    "The balance of 12.00 USD is below the price of 499.00 USD.",
  ),
  UNAUTHENTICATED: description(
    "A token or session is missing, invalid or revoked.",
    "Get a new one. Check that each token is in its own header.",
    "An app access token is required.",
  ),
  INVALID_CREDENTIALS: description(
    "The email or the password is incorrect.",
    "Ask the customer to re-enter them.",
    "Incorrect email or password.",
  ),
  TOKEN_EXPIRED: description(
    "The token or session has expired.",
    "Get a new one and retry.",
    "The app token has expired.",
  ),
  STEP_UP_REQUIRED: description(
    "The action moves money, changes the catalog or grants access, and the admin's last two-factor code in this session is more than 15 minutes old.",
    "Send a code to `POST /api/account/second-factor/verify`, then retry.",
    "Enter a code from your authenticator app first.",
  ),
  FORBIDDEN: description(
    "The caller isn't allowed to do this.",
    "No changes were made. Check which credentials the endpoint needs.",
    "Admin access required.",
  ),
  SCOPE_MISSING: description(
    "The app's token doesn't have the scope, or the app that created the customer's token doesn't.",
    "Request the scope with the token. The firm grants scopes to the app.",
    "Missing required scope: payments:write.",
  ),
  CROSS_ORIGIN: description(
    "A write with a session cookie came from another site.",
    "Use tokens instead of the cookie.",
    "Cross-origin requests with a session cookie aren't allowed.",
  ),
  INVALID_PAYER_ACCOUNT: description(
    "The login doesn't exist, or isn't one of the customer's enabled wallets.",
    "List the customer's accounts again.",
    "100009 isn't one of your enabled wallets.",
  ),
  NOT_FOUND: description(
    "The object doesn't exist, or belongs to another customer.",
    "Check the ID.",
    "Payment not found.",
  ),
  METHOD_NOT_ALLOWED: description(
    "The endpoint doesn't support this method.",
    "The `Allow` header lists the supported methods.",
    "Method not allowed.",
  ),
  IDEMPOTENCY_KEY_REUSED: description(
    "The key was already used with a different body.",
    "Use a new key for a new request.",
    "This Idempotency-Key was already used with a different request body.",
  ),
  IDEMPOTENCY_IN_FLIGHT: {
    ...description(
      "The first request with this key is still in progress.",
      "Retry with the same key after `Retry-After`.",
      "A request with this idempotency key is still in progress.",
    ),
    retryable: true,
  },
  FREE_TIER_LIMIT: description(
    "The customer has already claimed this free account, or has reached the limit for this free program.",
    "An admin can grant another one.",
    "You've already claimed this free account.",
  ),
  EMAIL_TAKEN: description(
    "A customer with this email already exists.",
    "Log them in instead.",
    "An account with this email already exists.",
  ),
  INVALID_STATE: description(
    "The object's current state doesn't allow this.",
    "Fetch it again and check its status.",
    "This purchase can't be canceled: payment is already in progress.",
  ),
  BODY_TOO_LARGE: description(
    "The body is larger than 64 KiB.",
    NOTHING_CHANGED,
    "The body is larger than 64 KiB.",
  ),
  UNSUPPORTED_MEDIA_TYPE: description(
    "The body isn't JSON or the Content-Type is wrong.",
    "Send `Content-Type: application/json`.",
    "Send JSON, with Content-Type: application/json.",
  ),
  MISDIRECTED_REQUEST: description(
    "The request's host isn't one of this server's. Only the development stack checks this.",
    "Use the URL that the server was started with.",
    "This server only responds on this machine's own addresses and on APP_URL.",
  ),
  RATE_LIMITED: {
    ...description(
      "Too many requests in a minute, or too many failures in an hour.",
      "Retry after `Retry-After`.",
      "Too many requests. Try again in 12 seconds.",
    ),
    retryable: true,
  },
  INTERNAL: description(
    "Internal error. It's logged under the request ID.",
    "Retry a write only with its idempotency key. Contact support with the request ID.",
    "Something went wrong on our side. Contact support with the request ID.",
  ),
  PAYMENT_PROVIDER_ERROR: description(
    "Stripe rejected the request (not a card decline).",
    "Nothing was charged. Retry later with the same key.",
    "The payment provider rejected the request. No money was moved.",
  ),
  PAYMENT_FAILED: description(
    "The fee couldn't be taken from the wallet.",
    "Nothing was charged. See `purchase` for whether you can retry.",
    "The trading server rejected the withdrawal. Nothing was charged.",
  ),
  ACCOUNT_CREATION_FAILED: description(
    "The challenge's account couldn't be opened.",
    "The fee is returned to the wallet. See `purchase` for its status.",
    "The account couldn't be opened. The fee was returned to the wallet.",
  ),
  INITIAL_BALANCE_FAILED: description(
    "The account's initial balance couldn't be added.",
    "The account is disabled and the fee is returned to the wallet. See `purchase` for its status.",
    "The initial balance was rejected. The fee was returned to the wallet.",
  ),
  CHALLENGE_CREATION_FAILED: description(
    "The challenge couldn't be created.",
    "Completed steps are rolled back and the fee is returned to the wallet.",
    "The challenge couldn't be started. The fee was returned to the wallet.",
  ),
  UNAVAILABLE: {
    ...description(
      "The database, Stripe or the trading server is unavailable.",
      "Retry after `Retry-After`; retry a write with its idempotency key.",
      "The service is temporarily unavailable. Try again shortly.",
    ),
    retryable: true,
  },
  TWO_FACTOR_REQUIRED: description(
    "The password is correct, but the customer also needs a two-factor code.",
    "Ask for the code from their authenticator app and send it with the email and password.",
    "Enter the code from your authenticator app.",
  ),
  TWO_FACTOR_UNAVAILABLE: description(
    "Codes from the customer's authenticator app can't be checked: the key that encrypts its secret is missing.",
    "Ask for a recovery code instead. The firm's operators need to check `ENCRYPTION_KEYS`.",
    "We can't check authenticator app codes right now. Use a recovery code.",
  ),
  TWO_FACTOR_INVALID: description(
    "The code is incorrect or already used.",
    "Ask for the next code.",
    "That code is incorrect or already used.",
  ),
};

/** Every code of the API with its status and its description, in the table's order. */
export const errorFacts = (Object.keys(errorStatus) as ErrorCode[]).map((code) => {
  const { meaning, todo, retryable = false } = errorDescriptions[code];
  return { code, status: errorStatus[code], meaning, todo, retryable };
});
