/** Sets the settings of tests, and those of one file. Call it before they are first read. */
export function setSettings(own: Record<string, string>): void {
  Object.assign(process.env, {
    PROPDESK_MODE: "embedded",
    APP_URL: "http://propdesk.localhost",
    NEXTAUTH_SECRET: "a secret that only the tests know, long enough",
    ENCRYPTION_KEYS: Buffer.from("with this the tests encrypt: abc").toString("base64"),
    STRIPE_WEBHOOK_SECRET: "whsec_current,whsec_previous",
    RATE_LIMIT_ANONYMOUS: "100000",
    RATE_LIMIT_SIGN_IN: "1000",
    RATE_LIMIT_PAYMENTS: "10000",
    RATE_LIMIT_DECLINES: "1000",
    RATE_LIMIT_STRIPE_READS: "1000",
    RATE_LIMIT_SIGN_IN_FAILURES: "1000",
    RATE_LIMIT_APP_SIGN_IN: "1000",
    LOG_LEVEL: "silent",
    // Not the build that a developer may have.
    NEXT_DIST_DIR: "no-build",
    ...own,
  });
}

/** Addresses at which nothing listens, for code that needs settings and makes no calls. */
export const unreachable = {
  DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
  STRIPE_SECRET_KEY: "sk_test_for_tests",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_for_tests",
  STRIPE_API_BASE: "http://127.0.0.1:9",
  STRIPE_JS_URL: "http://127.0.0.1:9/stripe.js",
  DATA_DIR: "/nowhere",
};
