import nextEnv from "@next/env";
import { systemContext } from "@/lib/core/context";
import { closeConnections, database } from "@/lib/core/database";
import { reconcile } from "@/lib/payments";
import { runCommandWithSettings } from "./run-command";

// Compares Stripe with our tables: `npm run reconcile -- 7` for the last seven days. Exits with 1 if something needs
// manual review, with 2 if it can't compare.
nextEnv.loadEnvConfig(process.cwd());
const DAY_MS = 24 * 3600 * 1000;
const days = Number(process.argv[2] ?? 3);
if (!(days > 0 && days <= 365)) {
  console.error("Usage: npm run reconcile -- DAYS (1–365)");
  process.exit(2);
}
await runCommandWithSettings(async () => {
  const ctx = systemContext(database(), "reconcile");
  const { compared, findings } = await reconcile(ctx, new Date(Date.now() - days * DAY_MS));
  if (findings.length > 0) console.table(findings);
  const open = findings.filter(({ kind }) => kind !== "repaired").length;
  console.log(
    `${compared} payments checked, ${findings.length - open} fixed, ${open} ${open === 1 ? "needs" : "need"} attention.`,
  );
  await closeConnections();
  return open > 0 ? 1 : 0;
});
