import { resetLedgerSums } from "@/lib/metrics/ledger";
import { resetGauges } from "@/lib/metrics/refresh";
import { anonymous } from "../actors/credentials";
import { as } from "./client";

/** Makes the next scrape read everything from the database, the whole ledger too. */
export function resetMetrics() {
  resetGauges();
  resetLedgerSums();
}

/** The response to a scrape. Gauges may be up to 5 s old. */
export const scrape = async () => as(anonymous).get("/api/metrics");

/** The present value of a metric with these labels; null if there is none. */
export async function sample(
  name: string,
  labels: Record<string, string> = {},
): Promise<number | null> {
  resetGauges();
  const prefix = `${name}${Object.keys(labels).length > 0 ? "{" : " "}`;
  const found = String((await scrape()).body)
    .split("\n")
    .find(
      (row) =>
        row.startsWith(prefix) &&
        Object.entries(labels).every(([key, value]) => row.includes(`${key}="${value}"`)),
    );
  return found ? Number(found.slice(found.lastIndexOf(" "))) : null;
}
