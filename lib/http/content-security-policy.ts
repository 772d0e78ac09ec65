import { env } from "@/lib/core/env";

const STRIPE = {
  script: "https://js.stripe.com https://*.js.stripe.com",
  connect: "https://api.stripe.com https://*.stripe.com",
  frame: "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
};

/** 32 random hexadecimal digits, for one response. */
export const newNonce = (): string => crypto.randomUUID().replaceAll("-", "");

/** The pages' Content-Security-Policy. It allows Stripe's scripts, or the sandbox's where STRIPE_JS_URL is set. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const { STRIPE_JS_URL } = env();
  const sandbox = STRIPE_JS_URL && new URL(STRIPE_JS_URL).origin;
  const stripe = sandbox ? { script: sandbox, connect: sandbox, frame: sandbox } : STRIPE;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${stripe.script}${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https://*.stripe.com",
    "font-src 'self' data:",
    `connect-src 'self' ${stripe.connect}${development ? " ws:" : ""}`,
    `frame-src ${stripe.frame}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
