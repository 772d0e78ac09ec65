import { isOnSale, loadProgram, type ProgramWithSteps } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { plainMoney, unitsToJson } from "@/lib/money";
import {
  type AccountGroup,
  accountMode,
  available,
  inTime,
  type TradingAccount,
  type TradingServer,
} from "@/lib/trading";
import { checkFreeLimit, type TakenForFree, takenForFree } from "./free-limit";
import type { PreviewInput } from "./schemas";

/** What the checks look at: as it is now, whether it may be bought or not. */
export interface Wish {
  customerId: number;
  program: ProgramWithSteps | null;
  payer: TradingAccount | null;
  /** What the customer has had of the program for nothing. */
  taken: TakenForFree;
}

/** A purchase that may go ahead. */
export interface Offer {
  program: ProgramWithSteps;
  payer: TradingAccount;
  /** The group of the first phase's account. */
  group: AccountGroup;
}

/** Reads what a purchase of a program with a wallet would need. */
export async function loadWish(
  ctx: Context,
  { program_id, payer_login }: PreviewInput,
  server: TradingServer,
): Promise<Wish> {
  const me = requireCustomer(ctx);
  const [program, payer] = await inTime(() =>
    Promise.all([loadProgram(ctx.db, program_id, server), server.getAccount(payer_login)]),
  );
  const taken = await takenForFree(ctx.db, me.id, program);
  return { customerId: me.id, program, payer, taken };
}

/**
 * The checks of a purchase, in the order of the contract; preview and payer-accounts run them too.
 * Throws PROGRAM_DISABLED, INVALID_PAYER_ACCOUNT, PAYER_ACCOUNT_NOT_REAL,
 * CURRENCY_CONVERSION_REQUIRED, NOT_ENOUGH_FUNDS, FREE_TIER_LIMIT, INVALID_DEMO_GROUP or DEMO_GROUP_REQUIRED.
 */
export function checkWish({ customerId, program, payer, taken }: Wish): Offer {
  if (!program || !isOnSale(program)) {
    throw new AppError("PROGRAM_DISABLED", "This program is not on sale.");
  }
  checkPayer(customerId, payer);
  checkMoney(program, payer);
  checkFreeLimit(program.program, taken);
  return { program, payer, group: firstGroup(program) };
}

function checkPayer(
  customerId: number,
  payer: TradingAccount | null,
): asserts payer is TradingAccount {
  if (payer?.customerId !== customerId) {
    throw new AppError("INVALID_PAYER_ACCOUNT", "You have no account with this login.");
  }
  if (!payer.enabled) {
    throw new AppError("INVALID_PAYER_ACCOUNT", `Account ${payer.login} is disabled.`);
  }
  if (payer.mode !== accountMode.real) {
    throw new AppError(
      "PAYER_ACCOUNT_NOT_REAL",
      `Account ${payer.login} is a DEMO account: its money can't pay.`,
    );
  }
  // The money of a funded account is the firm's.
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
      `The price is in ${price}, account ${payer.login} in ${wallet}.`,
    );
  }
  if (program.priceCents > 0n && available(payer) < program.priceCents) {
    const [balance, debt, price] = [payer.balanceCents, payer.debtCents, program.priceCents].map(
      (cents) => plainMoney(cents, payer.currency),
    );
    const less = payer.debtCents > 0n ? `, less a debt of ${debt},` : "";
    throw new AppError(
      "NOT_ENOUGH_FUNDS",
      `Balance ${balance}${less} is below the price ${price}.`,
    );
  }
}

/** Throws AMOUNT_MISMATCH where the buyer was shown another price than the program has now. */
export function checkAmount({ program: { program } }: Offer, amount: number | undefined): void {
  if (amount === undefined || amount === unitsToJson(program.priceCents)) return;
  throw new AppError(
    "AMOUNT_MISMATCH",
    `The price is ${plainMoney(program.priceCents, program.priceCurrency)} now.`,
  );
}

/** The wallet was drained after the checks, before the fee was taken. */
export const outOfFunds = (login: number, price: bigint, currency: string) =>
  new AppError(
    "NOT_ENOUGH_FUNDS",
    `The balance of account ${login} no longer covers the price ${plainMoney(price, currency)}. Nothing was charged.`,
  );

/** The group of the first phase. Throws PROGRAM_DISABLED, INVALID_DEMO_GROUP and DEMO_GROUP_REQUIRED. */
export function firstGroup({ steps, groups }: ProgramWithSteps): AccountGroup {
  const [first] = steps;
  if (!first) throw new AppError("PROGRAM_DISABLED", "This program has no phases yet.");
  const group = groups.get(first.accountGroup);
  if (!group) {
    throw new AppError("INVALID_DEMO_GROUP", `The group ${first.accountGroup} was not found.`);
  }
  if (group.archived) {
    throw new AppError("PROGRAM_DISABLED", `The group ${group.name} is archived.`);
  }
  if (group.mode !== accountMode.demo) {
    throw new AppError("DEMO_GROUP_REQUIRED", `The group ${group.name} is not a DEMO group.`);
  }
  return group;
}
