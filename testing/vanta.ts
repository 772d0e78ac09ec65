import { systemContext } from "@/lib/context";
import { database } from "@/lib/database";
import { openAccount } from "@/lib/prop-accounts";
import { provisionAccount } from "@/lib/prop-accounts/provision";
import { newCustomer } from "./api";
import { sql } from "./callers";
import { startGateway } from "./gateway";

export const ENTITY = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const apiKey = "the firm's key".replaceAll(" ", "-");

/** Makes a gateway the venue of this test file. Call it before the settings are read. */
export async function startVenue(settings: Record<string, string> = {}) {
  const gateway = await startGateway({ entity: ENTITY, apiKey });
  Object.assign(process.env, {
    PROVIDER: "vanta",
    ENTITY_ADDRESS: ENTITY,
    VANTA_GATEWAY_URL: gateway.url,
    VANTA_API_KEY: apiKey,
    VANTA_ANSWER_SECONDS: "1.5",
    VANTA_SETTLE_SECONDS: "600",
    ...settings,
  });
  return gateway;
}

/** An account of a new customer that waits to be provisioned. */
export async function newAccount({ assetClass = "crypto", accountSize = 25_000 } = {}) {
  const { publicId } = await newCustomer();
  const { rows } = await sql("select id from customers where public_id = $1", [publicId]);
  return openAccount(database(), {
    source: "grant",
    customerId: rows[0].id,
    tierId: "tier_25k",
    market: assetClass,
    assetClass,
    accountSize,
    termsVersion: "test",
    consentIp: "",
    consentUserAgent: "",
  });
}

/** One try at an account; the row as it is then. */
export async function provision(id: string) {
  await provisionAccount(systemContext(database(), "job_test"), id);
  return rowOf(id);
}

export const rowOf = async (id: string) =>
  (await sql("select * from prop_accounts where id = $1", [id])).rows[0];

/** As if the time had passed in which an ask without an answer may still take effect. */
export const letSettle = (id: string) =>
  sql(
    "update prop_accounts set provisioning_error = regexp_replace(provisioning_error, 'again from [^ ]+\\. ', 'again from 2026-01-01T00:00:00.000Z. ') where id = $1",
    [id],
  );

/** The tries of an account that wait in the queue, and in how many seconds. */
export async function triesAhead(id: string): Promise<number[]> {
  const { rows } = await sql(
    "select extract(epoch from run_at - now())::float as seconds from graphile_worker._private_jobs where payload->>'prop_account_id' = $1 order by run_at",
    [id],
  );
  return rows.map(({ seconds }) => seconds);
}
