import { sql } from "../database/sql";

interface ProgramFields {
  priceCents?: number;
  currency?: string;
  status?: number;
  brand?: string;
  /** The account group of each step. */
  groups?: string[];
}

let programCount = 0;

/** Inserts a program that only the calling test uses; by default one step, 499 USD. Returns its id. */
export async function newProgram({
  priceCents = 49_900,
  currency = "usd",
  status = 0,
  brand = "brand-a",
  groups = ["PROP-DEMO-100K"],
}: ProgramFields = {}): Promise<number> {
  programCount += 1;
  const { rows } = await sql(
    "insert into programs (brand, name, display_name, price_cents, price_currency, status) values ($1, $2, 'Test', $3, $4, $5) returning id",
    [brand, `test-${programCount}`, priceCents, currency, status],
  );
  const { id } = rows[0];
  await sql(
    "insert into program_steps (program_id, phase_index, name, account_group) select $1, i, 'Phase ' || i, g from unnest($2::text[]) with ordinality as steps (g, i)",
    [id, groups],
  );
  return id;
}
