/** The settings of tests, and what a file has of its own. To be set before they are first read. */
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
    // Whatever a developer has built.
    NEXT_DIST_DIR: "no-build",
    ...own,
  });
}
