import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { challenges, purchases } from "@/db/schema";
import type { AtomicPurchase, AtomicPurchaseRequest, PurchaseCondition } from "../port";
import { hashTemporaryPassword } from "./passwords";

// The caller has the program's rules, so they aren't returned.
const { program: _, ...columns } = getTableColumns(purchases);

/** The statement under a condition. Its parts are named as the tables, so that the query builder reads the new rows. */
const prepareStatement = (condition: SQL, name: string) =>
  once((db) => {
    const bought = db.$with("bought", {}).as(sql`
      select * from purchase_challenge(${sql.placeholder("request")}::jsonb, ${condition})`);
    const purchase = db.$with("purchases", {}).as(sql`select (purchase).* from bought`);
    const challenge = db.$with("challenges", {}).as(sql`select (challenge).* from bought`);
    return db
      .with(bought, purchase, challenge)
      .select({ purchase: columns, challenge: challenges })
      .from(purchases)
      .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
      .prepare(name);
  });
type Statement = ReturnType<typeof prepareStatement>;

const statements = new WeakMap<SQL, Statement>();

function statementOf({ sql: condition, name }: PurchaseCondition): Statement {
  const existing = statements.get(condition);
  if (existing) return existing;
  const statement = prepareStatement(condition, name);
  statements.set(condition, statement);
  return statement;
}

/** See the port, and `db/functions/purchase_challenge.sql`. */
export async function purchaseAtomically(
  db: Executor,
  request: AtomicPurchaseRequest,
  condition: PurchaseCondition,
): Promise<AtomicPurchase | null> {
  const { group, temporaryPassword } = request;
  const [row] = await statementOf(condition)(db).execute({
    ...condition.params,
    request: toJson(request, hashTemporaryPassword(temporaryPassword)),
  });
  if (!row) return null;
  const { accountLogin } = row.purchase;
  if (accountLogin === null) throw new Error(`purchase ${row.purchase.id} has no account`);
  return {
    ...row,
    account: {
      login: accountLogin,
      customerId: request.customerId,
      purpose: "challenge",
      group: group.name,
      brand: group.brand,
      mode: group.mode,
      currency: group.currency,
      leverage: group.leverage,
      balanceCents: group.defaultDepositCents,
      debtCents: 0n,
      enabled: true,
      mustChangePassword: true,
      createdAt: row.purchase.createdAt,
    },
  };
}

const toJson = (request: AtomicPurchaseRequest, passwordHash: string) =>
  JSON.stringify({
    customer_id: request.customerId,
    payer_login: request.payerLogin,
    price_cents: request.priceCents.toString(),
    currency: request.currency,
    group_name: request.group.name,
    deposit_cents: request.group.defaultDepositCents.toString(),
    group_names: request.groups.map(({ name }) => name),
    group_versions: request.groups.map(({ version }) => version),
    password_hash: passwordHash,
    program_id: request.programId,
    rules: request.rules,
    idempotency_key: request.idempotencyKey,
    payment_id: request.paymentId,
    api_data: request.apiData,
    terms_version: request.consent.termsVersion,
    ip: request.consent.ip,
    user_agent: request.consent.userAgent,
    email: request.email,
  });
