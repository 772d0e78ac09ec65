import { demoLogins } from "@/db/demo";
import { apiApps } from "@/db/schema";
import { issueAppToken } from "@/lib/auth";
import { hashSecret } from "@/lib/auth/app-token";
import { signToken } from "@/lib/auth/tokens";
import { scopes } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { anonymousCtx } from "./contexts";

let apps = 0;

/** A new app with all scopes, or the given ones, and an access token of it. */
export async function newApp(granted: readonly string[] = scopes) {
  apps += 1;
  const id = `app_test_${apps}`;
  const secret = `secret of ${id}`;
  const secretHash = hashSecret(secret);
  await database()
    .insert(apiApps)
    .values({ id, name: id, secretHash, scopes: [...granted] });
  const appToken = await signToken("app", id, { scope: granted.join(" ") }, 3600);
  return { id, secret, appToken };
}
export type App = Awaited<ReturnType<typeof newApp>>;

/** The demo app, which is the firm's own, with an access token. */
export async function demoApp() {
  const { client_id, client_secret } = demoLogins.app;
  const { accessToken: appToken } = await issueAppToken(anonymousCtx(), {
    grantType: "client_credentials",
    clientId: client_id,
    clientSecret: client_secret,
  });
  return { id: client_id, secret: client_secret, appToken };
}
