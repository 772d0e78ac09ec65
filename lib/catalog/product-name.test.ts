import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { modelName, paymentName, productName, soldTierName } from "./product-name";
import { paymentNameSql } from "./product-name-sql";

const [evaluation, funded] = [{ phase_type: 0 as const }, { phase_type: 1 as const }];

test("modelName: → by the number of evaluations", () => {
  expect([0, 1, 2, 6].map(modelName)).toEqual(["Instant", "One-step", "Two-step", "6-step"]);
});

test("productName: a size alone → with its model; any other name → as it is; a market → at the end", () => {
  const oneStep = { phases: [evaluation] };
  const names = ["50K", "$50,000", "1.5M", "One-step 50K", "50K Rapid", "Demo"].map((name) =>
    productName({ name, ...oneStep }),
  );
  expect(names).toEqual([
    "One-step 50K",
    "One-step $50,000",
    "One-step 1.5M",
    "One-step 50K",
    "50K Rapid",
    "Demo",
  ]);
  const twoStep = { name: "100K", phases: [evaluation, evaluation, funded] };
  expect(productName({ ...twoStep, market: "crypto" })).toBe("Two-step 100K, Crypto");
  expect(productName({ name: "100K", phases: [funded] })).toBe("Instant 100K");
});

interface Row {
  kind: "challenge" | "program" | "deposit";
  tier_id: string;
  market: string;
  tier_terms: { name: string; phases?: { phase_type: 0 | 1 }[] } | null;
  program_terms: { display_name: string } | null;
  deposit_login: number | null;
}

const sold = (tier_id: string, tier_terms: Row["tier_terms"]): Row => ({
  kind: "challenge",
  tier_id,
  market: "crypto",
  tier_terms,
  program_terms: null,
  deposit_login: null,
});
const tier = (name: string, ...phases: { phase_type: 0 | 1 }[]) => sold("tier_x", { name, phases });
const six = Array.from({ length: 6 }, () => evaluation);
const program = { ...sold("", null), program_terms: { display_name: "Two-step 100K" } };

test.each<[string, Row, string]>([
  ["one evaluation", tier("50K", evaluation), "One-step 50K, Crypto"],
  ["two evaluations", tier("1M", evaluation, evaluation, funded), "Two-step 1M, Crypto"],
  ["six evaluations", tier("1M", ...six), "6-step 1M, Crypto"],
  ["a funded phase alone", tier("5K", funded), "Instant 5K, Crypto"],
  ["a name of its own", tier("Rapid", evaluation), "Rapid, Crypto"],
  ["terms from before phases", sold("tier_50k", { name: "50K" }), "50K challenge, Crypto"],
  ["no terms", sold("tier_50k", null), "50K challenge, Crypto"],
  ["no terms, and an id without a size", sold("rapid", null), "RAPID, Crypto"],
  ["a program", { ...program, kind: "program" }, "Two-step 100K"],
  [
    "a deposit",
    { ...sold("", null), kind: "deposit", deposit_login: 100_001 },
    "Wallet top-up · 100001",
  ],
])("paymentName and its SQL: %s → the same name", async (_, row, name) => {
  const { rows } = await database().execute(
    sql`select ${paymentNameSql(sql`p`)} as name from jsonb_to_record(${JSON.stringify(row)}::jsonb) as p(kind text, tier_id text, market text, tier_terms jsonb, program_terms jsonb, deposit_login integer)`,
  );
  expect(rows).toEqual([{ name }]);
  expect(paymentName(viewOf(row))).toBe(name);
});

/** The row as the API presents it. */
function viewOf(row: Row): Parameters<typeof paymentName>[0] {
  const { kind, tier_id, market, tier_terms, program_terms, deposit_login } = row;
  if (kind === "deposit") return { kind, login: deposit_login ?? 0 };
  if (kind === "program") return { kind, program_name: program_terms?.display_name ?? "" };
  return { kind, tier_id, market, tier_terms: tier_terms && { phases: [], ...tier_terms } };
}

test("soldTierName: no stored terms → by the tier's name today", () => {
  const bought = { tier_id: "tier_x", market: "forex", tier_terms: null };
  expect(soldTierName(bought, "50K")).toBe("50K challenge, Forex");
});
