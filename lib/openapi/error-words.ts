import type { ErrorCode, FieldProblem } from "@/lib/errors";

interface ErrorWords {
  /** When it is answered. */
  meaning: string;
  /** What the caller does about it. */
  todo: string;
  /** A message as it may come. */
  example: string;
  /** Whether the same call may succeed later. */
  retryable?: true;
  fields?: FieldProblem[];
}

const say = (meaning: string, todo: string, example: string): ErrorWords => ({
  meaning,
  todo,
  example,
});
const NOTHING_CHANGED = "Nothing was changed. Correct the request.";

/** Each code of the contract, for people. `lib/errors.ts` has the statuses. */
export const errorWords: Record<ErrorCode, ErrorWords> = {
  INVALID_REQUEST: {
    ...say(
      "A field is missing, wrong or unknown.",
      "Read `fields`: each names a field and what is wrong with it.",
      "Invalid request. account_size: is required.",
    ),
    fields: [{ path: "account_size", message: "is required" }],
  },
  INVALID_SIGNATURE: say(
    "The webhook's signature is missing, forged or older than five minutes.",
    "Only Stripe can sign: check the endpoint's secret.",
    "The signature doesn't fit.",
  ),
  TIER_UNAVAILABLE: say(
    "There is no such tier on sale, or it costs nothing where something is paid.",
    "Read the catalog again.",
    "The tier tier_25k is not on sale.",
  ),
  TIER_MISMATCH: say(
    "The tier doesn't sell this market, asset class, size or currency.",
    "Send what the catalog says of the tier.",
    "The tier tier_25k has the account size 25000.",
  ),
  AMOUNT_MISMATCH: say(
    "The amount isn't the price. The price may have changed since it was shown.",
    "Show the price again, and ask again.",
    "The price is 19900 usd, not 18900.",
  ),
  PROGRAM_DISABLED: say(
    "There is no such program on sale.",
    "List the programs again.",
    "This program is not on sale.",
  ),
  INVALID_DEMO_GROUP: say(
    "A phase of the program names an account group that the trading server doesn't have.",
    "Nothing was charged. Tell support: the program needs mending.",
    "The group PROP-DEMO-100K doesn't exist.",
  ),
  DEMO_GROUP_REQUIRED: say(
    "The first phase of the program is in a group that isn't of mode DEMO.",
    "Nothing was charged. Tell support: the program needs mending.",
    "The first phase must be in a DEMO group.",
  ),
  PAYER_ACCOUNT_NOT_REAL: say(
    "The account holds practice money.",
    "Choose a wallet of mode REAL.",
    "Account 100002 holds practice money.",
  ),
  CURRENCY_CONVERSION_REQUIRED: say(
    "The wallet's currency is another than the price's.",
    "Choose a wallet in the currency of the price.",
    "The wallet is in EUR, the price in USD.",
  ),
  NOT_ENOUGH_FUNDS: say(
    "The wallet holds less than the price.",
    "Deposit first, or choose another wallet.",
    "Balance 12.00 USD is below the price 499.00 USD.",
  ),
  UNAUTHENTICATED: say(
    "A token or session is missing, invalid or has ended.",
    "Get a new one. Check that each token is in its own header.",
    "An app access token is required.",
  ),
  INVALID_CREDENTIALS: say(
    "The e-mail address or the password is wrong.",
    "Ask for them again.",
    "The e-mail address or the password is wrong.",
  ),
  TOKEN_EXPIRED: say(
    "The token or session was good once.",
    "Get a new one and repeat the call.",
    "The app token has expired.",
  ),
  STEP_UP_REQUIRED: say(
    "The action moves money, changes what is sold, or gives somebody access, and the admin's last code of the second factor in this session is older than 15 minutes.",
    "Send a code to `POST /api/account/second-factor/verify`, then the same request again.",
    "This needs a code of your authenticator app first.",
  ),
  FORBIDDEN: say(
    "The caller may not do this.",
    "Nothing was changed.",
    "This is for the firm's admins.",
  ),
  SCOPE_MISSING: say(
    "The app's token lacks the scope, or the app that obtained the customer's token does.",
    "Ask for the scope when you get the token; the firm grants it to the app.",
    "This needs the scope payments:write.",
  ),
  CROSS_ORIGIN: say(
    "A write with the browser's cookie came from another site.",
    "Call with tokens, or from our own pages.",
    "A write from the browser must come from our own pages.",
  ),
  INVALID_PAYER_ACCOUNT: say(
    "The login isn't an enabled wallet of the customer's, or doesn't exist.",
    "List the customer's accounts again.",
    "100009 is not an enabled wallet of yours.",
  ),
  NOT_FOUND: say(
    "There is no such object, or it is another customer's.",
    "Check the id.",
    "No such payment.",
  ),
  METHOD_NOT_ALLOWED: say(
    "The address has no such method.",
    "`Allow` names the methods that it has.",
    "PUT is not allowed here.",
  ),
  IDEMPOTENCY_KEY_REUSED: say(
    "The key came before, with another body.",
    "Use a new key for a new request.",
    "This Idempotency-Key was used with another request body.",
  ),
  IDEMPOTENCY_IN_FLIGHT: {
    ...say(
      "The first call with this key still runs.",
      "Repeat the call with the same key after `Retry-After`.",
      "The first call with this key is still running.",
    ),
    retryable: true,
  },
  FREE_TIER_LIMIT: say(
    "The customer has had this free account, or as many of this free program as they may.",
    "An admin can grant another.",
    "You have had this free account already.",
  ),
  EMAIL_TAKEN: say(
    "There is a customer with this e-mail address.",
    "Log them in instead.",
    "This e-mail address is taken.",
  ),
  INVALID_STATE: say(
    "The object isn't in a state in which this can be done.",
    "Read it again: its status says what can be done.",
    "This purchase can't be canceled any more.",
  ),
  BODY_TOO_LARGE: say(
    "The body is larger than 64 KiB.",
    NOTHING_CHANGED,
    "The body is larger than 64 KiB.",
  ),
  UNSUPPORTED_MEDIA_TYPE: say(
    "The body isn't JSON, or doesn't say so.",
    "Send `Content-Type: application/json`.",
    "Send JSON, with Content-Type: application/json.",
  ),
  MISDIRECTED_REQUEST: say(
    "The request came for a host that isn't this server's. Only the development stack looks at it.",
    "Use the address that the server was started with.",
    "This server answers on this machine's own addresses and on APP_URL only.",
  ),
  RATE_LIMITED: {
    ...say(
      "Too many requests in a minute, or too many failures in an hour.",
      "Wait for `Retry-After`.",
      "Too many requests. Try again in 12 s.",
    ),
    retryable: true,
  },
  INTERNAL: say(
    "A fault of ours. It is in our log under the request's id.",
    "Repeat a write only with its idempotency key. Quote the id to support.",
    "Something went wrong on our side. Quote the request id.",
  ),
  PAYMENT_PROVIDER_ERROR: say(
    "Stripe refused, for a reason that isn't the card's.",
    "Nothing was charged. Repeat later with the same key.",
    "Stripe refused to start the payment.",
  ),
  PAYMENT_FAILED: say(
    "The fee couldn't be taken from the wallet.",
    "Nothing was charged. `purchase` says whether a retry makes sense.",
    "The trading server refused the withdrawal. Nothing was charged.",
  ),
  ACCOUNT_CREATION_FAILED: say(
    "The challenge's account couldn't be opened.",
    "The fee goes back to the wallet. `purchase` says how far it is.",
    "The account couldn't be opened. The fee was returned to the wallet.",
  ),
  INITIAL_BALANCE_FAILED: say(
    "The initial balance couldn't be booked.",
    "The account is disabled, the fee goes back to the wallet.",
    "The initial balance was refused. The fee was returned to the wallet.",
  ),
  CHALLENGE_CREATION_FAILED: say(
    "The challenge couldn't be recorded.",
    "What was booked is taken back, the fee goes back to the wallet.",
    "The challenge couldn't be started. The fee was returned to the wallet.",
  ),
  UNAVAILABLE: {
    ...say(
      "The database, Stripe or the trading server is out of reach.",
      "Repeat after `Retry-After`, a write with its idempotency key.",
      "The service can't reach its database. Try again shortly.",
    ),
    retryable: true,
  },
  TWO_FACTOR_REQUIRED: say(
    "The password is right; this customer's sign-in also needs a code.",
    "Ask for the code of their authenticator app, and send it along.",
    "Enter the code from your authenticator app.",
  ),
  TWO_FACTOR_UNAVAILABLE: say(
    "Codes of this customer's authenticator app can't be checked: the key that encrypts its secret is missing.",
    "Ask for a recovery code in its place. The firm's operators have to look at `ENCRYPTION_KEYS`.",
    "We can't check codes of your authenticator app right now. Use a recovery code.",
  ),
  TWO_FACTOR_INVALID: say(
    "The code is wrong, or it was used.",
    "Ask for the next one.",
    "This code is not valid.",
  ),
};
