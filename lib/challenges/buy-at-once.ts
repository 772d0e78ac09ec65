import type { Database } from "@/db/client";
import { isRefusal } from "@/db/errors";
import { inTransaction } from "@/db/transaction";
import { presentProgram } from "@/lib/catalog";
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

/** A program as it was last read, with the rules that it is bought under. */
type Terms = Omit<Offer, "payer"> & { rules: string };

// What is remembered is sold only while the database still says the same, in the statement that sells it.
const remembered = new WeakMap<Database, Map<number, Terms>>();

/** Keeps a program that was just read for the next who buys it. */
export function remember(db: Database, { program, group }: Offer): Terms {
  const terms = { program, group, rules: JSON.stringify(presentProgram(program)) };
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
  return unlessRefused(ctx, server, async (run) => {
    const { sale, values } = valuesOf(ctx, input, terms, run);
    const made = await recordAtOnce(ctx.db, { ...values, tells: false });
    return made && { ...made, sale };
  });
}

/** Buys what was just read in one transaction, and tells of it. Null and errors as those of `buyAgain`. */
export async function buyAtOnce(
  ctx: Context,
  input: BuyInput,
  offer: Offer,
  server: TradingServer,
): Promise<Run | null> {
  const terms = remember(ctx.db, offer);
  return unlessRefused(ctx, server, (run) =>
    inTransaction(ctx.db, async (tx) => {
      const { sale, values } = valuesOf(ctx, input, terms, run);
      const made = await recordAtOnce(tx, { ...values, tells: true });
      if (made) await tellPurchased(tx, made.purchase, made.challenge);
      return made && { ...made, sale };
    }),
  );
}

type Made = NonNullable<Awaited<ReturnType<typeof recordAtOnce>>> & { sale: Sale };

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
  const { program, group, rules } = terms;
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
    rules,
    key,
    data: JSON.stringify(data),
    terms: env().TERMS_VERSION,
    ip: ctx.ip,
    agent: ctx.userAgent,
  };
  return { sale, values };
}
