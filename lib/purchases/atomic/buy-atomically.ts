import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { isRejection } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { checkShownTerms, rowVersions } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { isEmailEnabled } from "@/lib/mail";
import {
  type AtomicPurchaseRequest,
  newTemporaryPassword,
  type TradingServer,
} from "@/lib/trading";
import { hasSubscribers } from "@/lib/webhooks";
import { emitPurchased } from "../events";
import { isWithinFreeLimitSql } from "../free-limit";
import type { Run } from "../saga/run";
import type { BuyInput } from "../schemas";
import type { Terms } from "./terms";

const param = sql.placeholder;
const customer = sql`${param("customer")}::int`;
const program = sql`${param("program")}::int`;
const isSubscribed = hasSubscribers("challenge.purchased", customer);

/** The program is as it was read, the customer may have it, and no event must be emitted unless the caller does. */
const condition = sql`
  exists (
    select from programs where id = ${program} and ${rowVersions} = ${param("version")}
      and (price_cents > 0 or (${isWithinFreeLimitSql(customer, program)})))
  and (${param("emits")}::boolean or not ${isSubscribed})`;

/**
 * Buys a challenge as one change. It is one statement, with nothing to resume after a crash, unless an app subscribes
 * @returns null, and nothing is written, if the trading server can't do it, anything isn't as `terms` say, the key
 *   exists, the wallet can't pay or the database rejects it: the caller finds out why.
 * @throws any other error of the database. Then it is unknown whether it was bought.
 */
export async function buyAtomically(
  ctx: Context,
  input: BuyInput,
  terms: Terms,
  server: TradingServer,
): Promise<Run | null> {
  const { purchaseAtomically } = server;
  if (!purchaseAtomically) return null;
  const request = requestOf(ctx, input, terms, await checkShownTerms(ctx.db, input.terms_version));
  const { customerId, programId } = request;
  const params = { customer: customerId, program: programId, version: terms.program.rowVersions };
  const purchase = (db: Executor, emits: boolean) =>
    purchaseAtomically(db, request, {
      name: "purchase-challenge",
      sql: condition,
      params: { ...params, emits },
    });
  const purchaseAndEmit = () =>
    inTransaction(ctx.db, async (tx) => {
      const bought = await purchase(tx, true);
      if (bought)
        await emitPurchased(tx, { ...bought.purchase, program: terms.rules }, bought.challenge);
      return bought;
    });
  try {
    const bought =
      (await purchase(ctx.db, false)) ??
      ((await emitsPurchased(ctx.db, customerId)) ? await purchaseAndEmit() : null);
    if (!bought) return null;
    return {
      ctx,
      server,
      temporaryPassword: request.temporaryPassword,
      purchase: { ...bought.purchase, program: terms.rules },
      challenge: bought.challenge,
      account: bought.account,
      openedAccount: true,
    };
  } catch (error) {
    // Any other error may have come before the commit or after it.
    if (!isRejection(error)) throw error;
    ctx.log.warn({ err: error, program_id: programId }, "purchase.atomic_rejected");
    return null;
  }
}

async function emitsPurchased(db: Executor, customerId: number): Promise<boolean> {
  const { rows } = await db.execute<{ subscribed: boolean }>(
    sql`select ${hasSubscribers("challenge.purchased", sql`${customerId}::int`)} as subscribed`,
  );
  return rows[0]?.subscribed ?? false;
}

function requestOf(
  ctx: Context,
  input: BuyInput,
  terms: Terms,
  termsVersion: string | null,
): AtomicPurchaseRequest {
  const { id: customerId } = requireCustomer(ctx);
  const { program, group, rules } = terms;
  const { id: programId, priceCents, priceCurrency } = program.program;
  const idempotencyKey = input.idempotency_key ?? null;
  return {
    customerId,
    payerLogin: input.payer_login,
    priceCents,
    currency: priceCurrency,
    group,
    groups: [...program.groups.values()],
    temporaryPassword: newTemporaryPassword(),
    programId,
    rules,
    idempotencyKey,
    paymentId: null,
    apiData: {
      module: "prop_challenge",
      program_id: programId,
      customer_id: customerId,
      payer_login: input.payer_login,
      idempotency_key: idempotencyKey,
    },
    consent: { termsVersion, ip: ctx.ip, userAgent: ctx.userAgent },
    email: isEmailEnabled() ? "challenge-bought" : null,
  };
}
