import { env, isEmbedded } from "./env";

/** What the pages need to know of the settings, read at run time: one build serves everywhere. */
export function clientConfig() {
  const {
    APP_URL,
    NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    STRIPE_JS_URL,
    FIRM_NAME,
    SUPPORT_EMAIL,
    TERMS_VERSION,
  } = env();
  return {
    appUrl: APP_URL,
    firmName: FIRM_NAME,
    supportEmail: SUPPORT_EMAIL,
    termsVersion: TERMS_VERSION,
    publishableKey: NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    stripeJsUrl: STRIPE_JS_URL ?? null,
    sandbox: isEmbedded() && STRIPE_JS_URL !== undefined,
  };
}
export type ClientConfig = ReturnType<typeof clientConfig>;
