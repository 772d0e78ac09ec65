import { isOnSale, loadProgram, type ProgramWithSteps } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { plainMoney, unitsToJson } from "@/lib/core/money";
import {
  type AccountGroup,
  accountMode,
  available,
  type TradingAccount,
  type TradingServer,
  withTimeout,
} from "@/lib/trading";
import { checkFreeLimit, countFreePurchases, type FreePurchases } from "./free-limit";
import type { PreviewInput } from "./schemas";

/** What the checks read. */
export interface PurchaseRequest {
  customerId: number;
  program: ProgramWithSteps | null;
  payer: TradingAccount | null;
  /** The customer's purchases of the program while it was free. */
  freePurchases: FreePurchases;
}

/** A purchase request that passed the checks. */
export interface Offer {
  program: ProgramWithSteps;
  payer: TradingAccount;
  /** The group of the first phase's account. */
  group: AccountGroup;
}

/** Reads what the checks need of a program and a wallet. */
export async function loadPurchaseRequest(
  ctx: Context,
  { program_id, payer_login }: PreviewInput,
  server: TradingServer,
): Promise<PurchaseRequest> {
  const me = requireCustomer(ctx);
  const [program, payer] = await withTimeout(() =>
    Promise.all([loadProgram(ctx.db, program_id, server), server.getAccount(payer_login)]),
  );
  const freePurchases = await countFreePurchases(ctx.db, me.id, program);
  return { customerId: me.id, program, payer, freePurchases };
}

/**
 * The checks of a purchase, in their documented order; preview and payer-accounts run them too.
 * Throws PROGRAM_DISABLED, INVALID_PAYER_ACCOUNT, PAYER_ACCOUNT_NOT_REAL,
 * CURRENCY_CONVERSION_REQUIRED, NOT_ENOUGH_FUNDS, FREE_TIER_LIMIT, INVALID_DEMO_GROUP or DEMO_GROUP_REQUIRED.
 */
export function checkPurchaseRequest({
  customerId,
  program,
  payer,
  freePurchases,
}: PurchaseRequest): Offer {
  if (!program || !isOnSale(program)) {
    throw new AppError("PROGRAM_DISABLED", "This program isn't for sale.");
  }
  checkPayer(customerId, payer);
  checkMoney(program, payer);
  checkFreeLimit(program.program, freePurchases);
  return { program, payer, group: firstGroup(program) };
}

function checkPayer(
  customerId: number,
  payer: TradingAccount | null,
): asserts payer is TradingAccount {
  if (payer?.customerId !== customerId) {
    throw new AppError("INVALID_PAYER_ACCOUNT", "No account found with this login.");
  }
  if (!payer.enabled) {
    throw new AppError("INVALID_PAYER_ACCOUNT", `Account ${payer.login} is disabled.`);
  }
  if (payer.mode !== accountMode.real) {
    throw new AppError(
      "PAYER_ACCOUNT_NOT_REAL",
      `Account ${payer.login} is a practice account and can't be used to pay.`,
    );
  }
  // The money of a challenge account is the firm's.
  if (payer.purpose !== "wallet") {
    throw new AppError(
      "INVALID_PAYER_ACCOUNT",
      `Account ${payer.login} belongs to a challenge. Only a wallet can pay.`,
    );
  }
}

function checkMoney({ program }: ProgramWithSteps, payer: TradingAccount): void {
  if (program.priceCurrency !== payer.currency) {
    const [price, wallet] = [program.priceCurrency, payer.currency].map((c) => c.toUpperCase());
    throw new AppError(
      "CURRENCY_CONVERSION_REQUIRED",
      `The price is in ${price}, but account ${payer.login} is in ${wallet}.`,
    );
  }
  if (program.priceCents > 0n && available(payer) < program.priceCents) {
    const [balance, debt, price] = [payer.balanceCents, payer.debtCents, program.priceCents].map(
      (cents) => plainMoney(cents, payer.currency),
    );
    const less = payer.debtCents > 0n ? `, less a debt of ${debt},` : "";
    throw new AppError(
      "NOT_ENOUGH_FUNDS",
      `The balance of ${balance}${less} is below the price of ${price}.`,
    );
  }
}

/** Throws AMOUNT_MISMATCH if the buyer was shown another price than the program has now. */
export function checkAmount({ program: { program } }: Offer, amount: number | undefined): void {
  if (amount === undefined || amount === unitsToJson(program.priceCents)) return;
  throw new AppError(
    "AMOUNT_MISMATCH",
    `The price is now ${plainMoney(program.priceCents, program.priceCurrency)}.`,
  );
}

/** The balance fell after the checks, before the fee was withdrawn. */
export const outOfFunds = (login: number, price: bigint, currency: string) =>
  new AppError(
    "NOT_ENOUGH_FUNDS",
    `The balance of account ${login} no longer covers the price of ${plainMoney(price, currency)}. Nothing was charged.`,
  );

/** The group of the first phase. Throws PROGRAM_DISABLED, INVALID_DEMO_GROUP and DEMO_GROUP_REQUIRED. */
export function firstGroup({ steps, groups }: ProgramWithSteps): AccountGroup {
  const [first] = steps;
  if (!first) throw new AppError("PROGRAM_DISABLED", "This program has no phases yet.");
  const group = groups.get(first.accountGroup ?? "");
  if (!group) {
    throw new AppError("INVALID_DEMO_GROUP", `The group ${first.accountGroup} wasn't found.`);
  }
  if (group.archived) {
    throw new AppError("PROGRAM_DISABLED", `The group ${group.name} is archived.`);
  }
  if (group.mode !== accountMode.demo) {
    throw new AppError("DEMO_GROUP_REQUIRED", `The group ${group.name} isn't a DEMO group.`);
  }
  return group;
}
