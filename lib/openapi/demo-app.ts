import { demoLogins } from "@/db/demo";
import { env, isEmbedded } from "@/lib/core/env";

interface DemoLogins {
  clientId: string;
  clientSecret: string;
  /** Those of the demo trader. */
  email: string;
  password: string;
}

/** The credentials of the demo app and trader in the embedded stack, otherwise null: they are valid nowhere else. */
export function demoApp(): DemoLogins | null {
  const { client_id: clientId, client_secret: clientSecret } = demoLogins.app;
  const isDemo = isEmbedded() && env().DOCS_APP_ID === clientId;
  return isDemo ? { clientId, clientSecret, ...demoLogins.trader } : null;
}
