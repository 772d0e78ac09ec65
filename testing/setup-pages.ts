import { setSettings } from "./settings";

// For tests that ask nobody: nothing listens at these addresses.
setSettings({
  DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
  STRIPE_SECRET_KEY: "sk_test_for_tests",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_for_tests",
  STRIPE_API_BASE: "http://127.0.0.1:9",
  STRIPE_JS_URL: "http://127.0.0.1:9/stripe.js",
  DATA_DIR: "/nowhere",
});
