import { demoLogins } from "@/db/demo";
import { env, isEmbedded } from "@/lib/core/env";

/** The demo app's credentials in the embedded stack, otherwise null: they are valid nowhere else. */
export function demoApp(): { clientId: string; clientSecret: string } | null {
  const { client_id: clientId, client_secret: clientSecret } = demoLogins.app;
  return isEmbedded() && env().DOCS_APP_ID === clientId ? { clientId, clientSecret } : null;
}
