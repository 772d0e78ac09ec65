import type { Database, Executor } from "@/db/client";
import { isRefusal } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { presentProgram } from "@/lib/catalog";
import type { ProgramView } from "@/lib/catalog/schemas";
import { type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import { unitsToJson } from "@/lib/money";
import {
  hasOwnBooks,
  newTemporaryPassword,
  openedBy,
  type Sale,
  saleValues,
  type TradingServer,
} from "@/lib/trading";
import type { Offer } from "./check";
import { recordAtOnce } from "./record-at-once";
import type { Run } from "./run";
import type { BuyInput } from "./schemas";
import { tellPurchased } from "./tell";

/** A program as it was last read, with the rules that it is bought under, as they are and as they are kept. */
type Terms = Omit<Offer, "payer"> & { rules: ProgramView; kept: string };

// What is remembered is sold only while the database still says the same, in the statement that sells it.
const remembered = new WeakMap<Database, Map<number, Terms>>();

/** Keeps a program that was just read for the next who buys it. */
export function remember(db: Database, { program, group }: Offer): Terms {
  const rules = presentProgram(program);
  const terms = { program, group, rules, kept: JSON.stringify(rules) };
  const known = remembered.get(db) ?? new Map<number, Terms>();
  remembered.set(db, known.set(program.program.id, terms));
  return terms;
}

/**
 * Buys in one statement what was sold before, where nobody has to be told of it: one round trip, and
 * nothing to take up after a crash. Null where it has to be looked at; nothing has happened then. Whether
 * anything has where it throws, a lost answer above all, isn't known.
 */
export async function buyAgain(
  ctx: Context,
  input: BuyInput,
  server: TradingServer,
): Promise<Run | null> {
  const terms = remembered.get(ctx.db)?.get(input.program_id);
  if (!terms) return null;
  const { priceCents } = terms.program.program;
  if (input.amount !== undefined && input.amount !== unitsToJson(priceCents)) return null;
  return unlessRefused(ctx, server, (password) =>
    sell(ctx.db, terms, { ...valuesOf(ctx, input, terms, password), tells: false }),
  );
}

/** Buys what was just read in one transaction, and tells of it. Null and errors as those of `buyAgain`. */
export async function buyAtOnce(
  ctx: Context,
  input: BuyInput,
  offer: Offer,
  server: TradingServer,
): Promise<Run | null> {
  const terms = remember(ctx.db, offer);
  return unlessRefused(ctx, server, (password) =>
    inTransaction(ctx.db, async (tx) => {
      const asked = { ...valuesOf(ctx, input, terms, password), tells: true };
      const made = await sell(tx, terms, asked);
      if (made) await tellPurchased(tx, made.purchase, made.challenge);
      return made;
    }),
  );
}

interface Asked {
  sale: Sale;
  values: Record<string, unknown>;
  tells: boolean;
}

async function sell(db: Executor, { rules }: Terms, { sale, values, tells }: Asked) {
  const made = await recordAtOnce(db, { ...values, tells });
  return (
    made && { sale, challenge: made.challenge, purchase: { ...made.purchase, program: rules } }
  );
}
type Made = NonNullable<Awaited<ReturnType<typeof sell>>>;

/**
 * What the database refuses is bought step by step, which tells what was refused. Only what it refuses: of
 * any other error nobody knows whether it came before the commit or after.
 */
async function unlessRefused(
  ctx: Context,
  server: TradingServer,
  record: (temporaryPassword: string) => Promise<Made | null>,
): Promise<Run | null> {
  if (!hasOwnBooks(server)) return null;
  const temporaryPassword = newTemporaryPassword();
  const made = await record(temporaryPassword).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    ctx.log.warn({ err: error }, "a purchase was refused as a whole; it goes step by step");
    return null;
  });
  if (!made) return null;
  const { purchase, challenge, sale } = made;
  const { accountLogin, createdAt } = purchase;
  if (accountLogin === null) throw new Error(`purchase ${purchase.id} has no account`);
  const account = openedBy(sale, { login: accountLogin, createdAt });
  return { ctx, server, temporaryPassword, purchase, challenge, account, openedAccount: true };
}

function valuesOf(ctx: Context, input: BuyInput, terms: Terms, temporaryPassword: string) {
  const { program, group, kept } = terms;
  const { id, priceCents, priceCurrency } = program.program;
  const { id: customerId } = requireCustomer(ctx);
  const key = input.idempotency_key ?? null;
  const sale: Sale = {
    customerId,
    payerLogin: input.payer_login,
    priceCents,
    currency: priceCurrency,
    group,
    groups: [...program.groups.values()],
    temporaryPassword,
  };
  const data = {
    module: "prop_challenge",
    program_id: id,
    customer_id: customerId,
    payer_login: input.payer_login,
    idempotency_key: key,
  };
  const values = {
    ...saleValues(sale),
    program: id,
    written: program.written,
    rules: kept,
    key,
    data: JSON.stringify(data),
    terms: env().TERMS_VERSION,
    ip: ctx.ip,
    agent: ctx.userAgent,
  };
  return { sale, values };
}
