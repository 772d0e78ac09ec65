import { isDeepStrictEqual } from "node:util";
import { boughtTerms, isOnSale, loadProgram, type ProgramWithSteps } from "@/lib/catalog";
import type { BoughtProgram } from "@/lib/catalog/schemas";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { RejectionCode } from "@/lib/core/failure-messages";
import { type Consent, type TradingAccount, type TradingServer, withTimeout } from "@/lib/trading";
import { firstGroup, type Offer } from "../check-purchase-request";
import { findMissingWallet, type MissingWallet, walletIn } from "../missing-wallet";
import { openMissingWallet } from "../open-program-wallet";

/** A paid card payment for a program: who paid, and what they were shown and agreed to. */
export interface CardPayment {
  id: string;
  customerId: number;
  programId: number;
  terms: BoughtProgram;
  consent: Consent;
}

/** Why a program can't be bought with a payment: the payment is refunded. */
export type CardRejection = Extract<
  RejectionCode,
  | "PROGRAM_DISABLED"
  | "PROGRAM_CHANGED"
  | "INVALID_DEMO_GROUP"
  | "DEMO_GROUP_REQUIRED"
  | "WALLET_UNAVAILABLE"
>;

export type CardOffer = { rejection: CardRejection } | { rejection: null; offer: Offer };

const rejected = (rejection: CardRejection) => ({ rejection });

/**
 * What a card payment buys, as the catalog has it now, with the wallet that the money goes through; opened if the customer
 * has none in the currency. Or why it can't be bought. Throws UNAVAILABLE if the trading server doesn't respond.
 */
export async function findCardOffer(
  ctx: Context,
  payment: Omit<CardPayment, "id" | "consent">,
  server: TradingServer,
): Promise<CardOffer> {
  const { customerId, programId, terms } = payment;
  const program = await withTimeout(() => loadProgram(ctx.db, programId, server));
  if (!program || !isOnSale(program)) return rejected("PROGRAM_DISABLED");
  if (!isDeepStrictEqual(promisesOf(boughtTerms(program)), promisesOf(terms))) {
    return rejected("PROGRAM_CHANGED");
  }
  try {
    const group = firstGroup(program);
    const { wallet, missing } = await requireWallet(ctx, customerId, program, server);
    const login = missing ? await openMissingWallet(customerId, missing, server) : wallet.login;
    const payer = await withTimeout(() => server.getAccount(login));
    if (!payer) throw new Error(`the wallet ${login} is gone`);
    return { rejection: null, offer: { program, payer, group } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    switch (error.code) {
      case "PROGRAM_DISABLED":
      case "INVALID_DEMO_GROUP":
      case "DEMO_GROUP_REQUIRED":
        return rejected(error.code);
      case "INVALID_STATE":
        return rejected("WALLET_UNAVAILABLE");
      default:
        throw error;
    }
  }
}

/**
 * Checks that a card payment could buy a program for a customer now, so that nothing is paid for what can't be bought. Throws
 * INVALID_DEMO_GROUP, DEMO_GROUP_REQUIRED, and INVALID_STATE if the wallet in the program's currency is disabled or can't be
 * opened.
 */
export async function checkCardPurchase(
  ctx: Context,
  customerId: number,
  program: ProgramWithSteps,
  server: TradingServer,
): Promise<void> {
  firstGroup(program);
  await requireWallet(ctx, customerId, program, server);
}

type Wallet = { wallet: TradingAccount; missing: null } | { wallet: null; missing: MissingWallet };

/** The customer's enabled wallet in the program's currency, or the one that can be opened. Throws INVALID_STATE. */
async function requireWallet(
  ctx: Context,
  customerId: number,
  program: ProgramWithSteps,
  server: TradingServer,
): Promise<Wallet> {
  const wallets = await withTimeout(() => server.listAccounts(customerId, "wallet"));
  const wallet = walletIn(wallets, program.program.priceCurrency);
  const missing = await findMissingWallet(ctx, program, wallets, server);
  if (wallet?.enabled) return { wallet, missing: null };
  if (missing && missing.group !== null) return { wallet: null, missing };
  const currency = program.program.priceCurrency.toUpperCase();
  throw new AppError(
    "INVALID_STATE",
    wallet
      ? `Your ${currency} wallet is disabled. Contact support.`
      : `Wallets in ${currency} aren't available.`,
  );
}

/** What the buyer was promised: a change of any other field rejects nothing. */
const promisesOf = ({ price, price_currency, steps }: BoughtProgram) => ({
  price,
  price_currency,
  steps: steps.map(({ phase_type, initial_balance, currency, rule_set }) => ({
    phase_type,
    initial_balance,
    currency,
    rule_set,
  })),
});
