import nextEnv from "@next/env";
import { systemContext } from "@/lib/context";
import { closeConnections, database } from "@/lib/database";
import { env } from "@/lib/env";
import { reconcile } from "@/lib/payments";

// Compares Stripe with our books by hand: `npm run reconcile -- 7` for the last seven days. Ends with 1
// where a person should look at something.
nextEnv.loadEnvConfig(process.cwd());
const DAY_MS = 24 * 3600 * 1000;
const days = Number(process.argv[2] ?? 3);
if (!(days > 0 && days <= 365)) {
  console.error("Give the number of days to look back: npm run reconcile -- 7");
  process.exit(2);
}
try {
  env();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
const ctx = systemContext(database(), "reconcile");
const { compared, findings } = await reconcile(ctx, new Date(Date.now() - days * DAY_MS));
if (findings.length > 0) console.table(findings);
const open = findings.filter(({ kind }) => kind !== "mended").length;
console.log(
  `${compared} PaymentIntents compared, ${findings.length - open} mended, ${open} for a person.`,
);
await closeConnections();
process.exit(open > 0 ? 1 : 0);
