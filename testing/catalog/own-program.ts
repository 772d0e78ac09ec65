import { sql } from "../database/sql";

let programs = 0;

/** A copy of a program of the demo catalog, for a test that changes it. Returns its id. */
export async function copyProgram(id = 1): Promise<number> {
  programs += 1;
  const { rows } = await sql(
    `insert into programs (brand, name, display_name, description, price_cents, price_currency, price_label, sort_index)
     select brand, name || '-copy-' || $2::text, display_name, description, price_cents, price_currency, price_label, 99
     from programs where id = $1 returning id`,
    [id, programs],
  );
  const copy: number = rows[0].id;
  await sql(
    `insert into program_steps (program_id, phase_index, phase_type, name, account_group, rule_set_id)
     select $2, phase_index, phase_type, name, account_group, rule_set_id from program_steps where program_id = $1`,
    [id, copy],
  );
  return copy;
}
