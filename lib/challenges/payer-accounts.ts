import { loadProgram, programStatus } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { unitsToJson } from "@/lib/money";
import { available, inTime, type TradingServer, tradingServer } from "@/lib/trading";
import { checkWish, type Wish } from "./check";
import { takenForFree } from "./free-limit";
import { lackingWallet } from "./lacking-wallet";
import type { PayerAccountsView } from "./schemas";

/**
 * The customer's wallets, for each whether it can pay for a program, and the currency of the wallet
 * that they lack and could open for it. Throws SCOPE_MISSING and NOT_FOUND.
 */
export async function listPayerAccounts(
  ctx: Context,
  programId: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PayerAccountsView> {
  requireCustomer(ctx, "accounts:read");
  return readPayerAccounts(ctx, programId, server);
}

/** The same for a verb whose scope has been checked. Throws NOT_FOUND. */
export async function readPayerAccounts(
  ctx: Context,
  programId: number,
  server: TradingServer,
): Promise<PayerAccountsView> {
  const me = requireCustomer(ctx);
  const [program, wallets] = await inTime(() =>
    Promise.all([loadProgram(ctx.db, programId, server), server.listAccounts(me.id, "wallet")]),
  );
  if (!program || program.program.status === programStatus.archived) throw notFound("program");
  const lacking = await lackingWallet(ctx, program, wallets, server);
  const taken = await takenForFree(ctx.db, me.id, program);
  return {
    openable_currency: lacking?.group ? lacking.currency.toUpperCase() : null,
    rows: wallets.map((payer) => {
      const refused = refusal({ customerId: me.id, program, payer, taken });
      return {
        login: payer.login,
        group: payer.group,
        account_mode: payer.mode,
        currency: payer.currency.toUpperCase(),
        balance: unitsToJson(payer.balanceCents),
        available: unitsToJson(available(payer)),
        eligible: refused === null,
        block_reason: refused?.code ?? null,
        block_reason_message: refused?.message ?? null,
      };
    }),
  };
}

function refusal(wish: Wish): AppError | null {
  try {
    checkWish(wish);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
