import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { demoLogins } from "@/db/demo";
import { apiApps, customers } from "@/db/schema";
import { hashSecret } from "./app-token";
import { argon2 } from "./passwords";

const demoPasswords = new Map([
  ["usr_demo_trader", demoLogins.trader.password],
  ["usr_demo_admin", demoLogins.admin.password],
]);

/**
 * The ids of the demo logins in a database that still have their secrets from the public source code. A database of
 * the embedded stack has them; one of production must have none.
 */
export async function publicDemoLogins(db: Executor): Promise<string[]> {
  const people = await db
    .select({ id: customers.publicId, passwordHash: customers.passwordHash })
    .from(customers)
    .where(
      and(inArray(customers.publicId, [...demoPasswords.keys()]), isNull(customers.disabledAt)),
    );
  const apps = await db
    .select()
    .from(apiApps)
    .where(and(eq(apiApps.id, demoLogins.app.client_id), isNull(apiApps.disabledAt)));
  const ids: string[] = [];
  for (const { id, passwordHash } of people) {
    const { verify } = await argon2();
    if (await verify(passwordHash, demoPasswords.get(id) ?? "")) ids.push(id);
  }
  const secret = hashSecret(demoLogins.app.client_secret);
  for (const app of apps) {
    if (app.secretHash === secret || app.previousSecretHash === secret) ids.push(app.id);
  }
  return ids.sort();
}
