import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { openAccount } from "@/lib/prop-accounts";
import { provisionAccount } from "@/lib/prop-accounts/provision";
import { newCustomer } from "../actors/customer";
import { sql } from "../database/sql";
import { startGateway } from "./vanta-gateway";

export const ENTITY = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const apiKey = "the firm's key".replaceAll(" ", "-");

/** Makes a gateway the venue of this test file. Call it before the settings are read. */
export async function startVenue(settings: Record<string, string> = {}) {
  const gateway = await startGateway({ entity: ENTITY, apiKey });
  Object.assign(process.env, {
    VENUE: "vanta",
    ENTITY_ADDRESS: ENTITY,
    VANTA_GATEWAY_URL: gateway.url,
    VANTA_API_KEY: apiKey,
    VANTA_TIMEOUT_SECONDS: "1.5",
    VANTA_SETTLE_SECONDS: "600",
    ...settings,
  });
  return gateway;
}

/** A new customer's account that isn't provisioned yet. */
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

/** As if the time had passed in which an unanswered request may still take effect. */
export const skipSettleTime = (id: string) =>
  sql("update prop_accounts set creation_retry_from = '2026-01-01' where id = $1", [id]);

/** In how many seconds each pending try of an account runs. */
export async function pendingTries(id: string): Promise<number[]> {
  const { rows } = await sql(
    "select extract(epoch from run_at - now())::float as seconds from graphile_worker._private_jobs where payload->>'prop_account_id' = $1 order by run_at",
    [id],
  );
  return rows.map(({ seconds }) => seconds);
}
