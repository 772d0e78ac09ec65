import { type SQL, sql } from "drizzle-orm";
import { modelNumbers, SIZE_NAME } from "./product-name";

const numbers = sql.join(
  modelNumbers.map((number) => sql`${number}::text`),
  sql`, `,
);

/** `soldTierName` as SQL, of a row of payments or prop_accounts: for lists that are searched or made in the database. */
export function soldTierNameSql(row: SQL): SQL<string> {
  const terms = sql`${row}.tier_terms`;
  const name = sql`coalesce(${terms} ->> 'name', upper(regexp_replace(${row}.tier_id, '^tier_', '')))`;
  const evaluations = sql`jsonb_array_length(jsonb_path_query_array(${terms}, '$.phases[*] ? (@.phase_type == 0)'))`;
  const hasPhases = sql`coalesce(jsonb_array_length(${terms} -> 'phases'), 0) > 0`;
  const model = sql`case ${evaluations} when 0 then 'Instant' else coalesce((array[${numbers}])[${evaluations}], ${evaluations}::text) || '-step' end`;
  const market = sql`upper(left(${row}.market, 1)) || substr(${row}.market, 2)`;
  return sql<string>`case when ${name} !~ ${SIZE_NAME} then ${name} when ${hasPhases} then ${model} || ' ' || ${name} else ${name} || ' challenge' end || ', ' || ${market}`;
}

/** `paymentName` as SQL, of a row of payments. */
export const paymentNameSql = (row: SQL): SQL<string> =>
  sql<string>`case ${row}.kind when 'deposit' then 'Wallet top-up · ' || ${row}.deposit_login when 'program' then ${row}.program_terms ->> 'display_name' else ${soldTierNameSql(row)} end`;
