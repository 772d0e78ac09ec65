import { env, isEmbedded } from "./env";

/** The settings that pages need. They are read at run time, so that one build serves all installations. */
export function clientConfig() {
  const { APP_URL, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY, STRIPE_JS_URL, FIRM_NAME, SUPPORT_EMAIL } =
    env();
  return {
    appUrl: APP_URL,
    firmName: FIRM_NAME,
    supportEmail: SUPPORT_EMAIL,
    publishableKey: NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY,
    stripeJsUrl: STRIPE_JS_URL ?? null,
    sandbox: isEmbedded() && STRIPE_JS_URL !== undefined,
  };
}
export type ClientConfig = ReturnType<typeof clientConfig>;
