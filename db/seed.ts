import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import nextEnv from "@next/env";
import { hash } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { connect, type Database, type Transaction } from "./client";
import { demoLogins, demoMarkets, demoTiers } from "./demo";
import { demoPrograms } from "./demo-programs";
import { type DemoRules, demoRuleSet } from "./demo-rules";
import { directUrl } from "./direct-url";
import { explainDatabase } from "./explain-database";
import { apiApps, customers, programSteps, programs, tierMarkets, tiers } from "./schema";
import { seedTrading } from "./seed-trading";
import { inTransaction } from "./transaction";

const allScopes = [
  "payments:read",
  "payments:write",
  "accounts:read",
  "trading:read",
  "trading:write",
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
    await seedTrading(db);
    await seedTiers(db);
  } finally {
    await pool.end();
  }
}

/** The card offers, after the programs that wallets buy. */
async function seedTiers(db: Database) {
  for (const [sortIndex, { sells, ...tier }] of demoTiers.entries()) {
    await inTransaction(db, async (tx) => {
      const existing = await tx.select({ id: tiers.id }).from(tiers).where(eq(tiers.id, tier.id));
      if (existing.length > 0) return;
      const programId =
        typeof sells === "string"
          ? await findProgramId(tx, sells)
          : await insertProgram(tx, tier, sells, demoPrograms.length + sortIndex);
      await tx.insert(tiers).values({ ...tier, sortIndex, programId });
      await tx
        .insert(tierMarkets)
        .values(demoMarkets.map((market) => ({ tierId: tier.id, market, assetClass: market })));
    });
  }
}

async function findProgramId(tx: Transaction, name: string): Promise<number> {
  const [program] = await tx
    .select({ id: programs.id })
    .from(programs)
    .where(eq(programs.name, name));
  if (!program) throw new Error(`no program ${name}`);
  return program.id;
}

/** A tier's own program of one phase, which no wallet can buy. */
async function insertProgram(
  tx: Transaction,
  { id: name, name: displayName }: { id: string; name: string },
  rules: DemoRules,
  sortIndex: number,
): Promise<number> {
  const [program] = await tx
    .insert(programs)
    .values({
      brand: "brand-a",
      name,
      displayName,
      priceCents: 0n,
      status: NOT_FOR_WALLETS,
      sortIndex,
    })
    .returning({ id: programs.id });
  if (!program) throw new Error("insert returned no row");
  await tx.insert(programSteps).values({
    programId: program.id,
    phaseIndex: 1,
    name: "Evaluation",
    ruleSetId: demoRuleSet(rules),
  });
  return program.id;
}

const NOT_FOR_WALLETS = 1;

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
