import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import nextEnv from "@next/env";
import { hash } from "@node-rs/argon2";
import { connect } from "./client";
import { demoLogins, demoMarkets, demoTiers } from "./demo";
import { directUrl } from "./direct-url";
import { explainDatabase } from "./explain-database";
import { apiApps, customers, tierMarkets, tiers } from "./schema";
import { seedTrading } from "./seed-trading";

const allScopes = [
  "payments:read",
  "payments:write",
  "accounts:read",
  "webhooks:read",
  "webhooks:write",
  "auth:write",
];

/** Fills a database with the demo catalog and logins. Existing ones are left as they are. */
export async function seedDemo(databaseUrl: string): Promise<void> {
  const { db, pool } = connect(databaseUrl, 1);
  try {
    const { app, trader, admin } = demoLogins;
    await db
      .insert(apiApps)
      .values({
        id: app.client_id,
        name: "Demo app",
        secretHash: createHash("sha256").update(app.client_secret).digest("hex"),
        scopes: allScopes,
        firstParty: true,
      })
      .onConflictDoNothing();
    const existing = await db.select({ email: customers.email }).from(customers);
    const people = [
      { ...trader, publicId: "usr_demo_trader", name: "Demo Trader", role: "trader" as const },
      { ...admin, publicId: "usr_demo_admin", name: "Demo Admin", role: "admin" as const },
    ].filter((customer) => !existing.some((k) => k.email === customer.email));
    for (const { password, ...customer } of people) {
      const passwordHash = await hash(password);
      await db
        .insert(customers)
        .values({ ...customer, passwordHash, emailVerifiedAt: new Date() })
        .onConflictDoNothing();
    }
    await db
      .insert(tiers)
      .values(demoTiers.map((tier, sortIndex) => ({ ...tier, sortIndex })))
      .onConflictDoNothing();
    await db
      .insert(tierMarkets)
      .values(
        demoTiers.flatMap(({ id }) =>
          demoMarkets.map((market) => ({ tierId: id, market, assetClass: market })),
        ),
      )
      .onConflictDoNothing();
    await seedTrading(db);
  } finally {
    await pool.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  nextEnv.loadEnvConfig(process.cwd());
  const url = directUrl(process.env);
  if (!url) {
    console.error("DATABASE_URL is not set: there is no database to seed.");
    process.exit(1);
  }
  if (process.env.PROPDESK_MODE !== "embedded" && !process.argv.includes("--demo-data")) {
    console.error(
      "This fills a database with demo logins whose passwords are public. If that is what you want, say so: npm run db:seed -- --demo-data",
    );
    process.exit(1);
  }
  await seedDemo(url).catch((error: unknown) => {
    console.error(explainDatabase(error) ?? error);
    process.exit(1);
  });
  console.log("Demo data is in place.");
}
