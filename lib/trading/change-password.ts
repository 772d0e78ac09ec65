import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { count } from "@/lib/http/rate-limit";
import { confirmPassword } from "@/lib/passwords";
import { ownAccount } from "./accounts";
import { ask, inTime } from "./ask";
import type { TradingAccount } from "./port";
import { presentTradingAccount } from "./present";
import type { ChangePasswordInput, NewPasswordView, TradingAccountView } from "./schemas";
import { tradingServer } from "./server";
import { newTemporaryPassword } from "./temporary-password";

/**
 * Replaces a trading account's password by one of the customer's. Throws NOT_FOUND, INVALID_STATE for a
 * disabled account, INVALID_CREDENTIALS.
 */
export async function changeTradingPassword(
  ctx: Context,
  login: number,
  input: ChangePasswordInput,
): Promise<TradingAccountView> {
  const account = requireEnabled(await ownAccount(ctx, login, "payments:write"));
  await count("trading-password:session", `${requireCustomer(ctx).sessionId} ${login}`);
  const server = tradingServer(ctx.db);
  if (!(await inTime(() => server.passwordFits(login, input.current_password)))) {
    throw new AppError("INVALID_CREDENTIALS", "That is not this account's current password.");
  }
  await set(ctx, login, input.new_password, false);
  return presentTradingAccount({ ...account, mustChangePassword: false });
}

/**
 * A new temporary password, shown once, for a customer who has lost the account's and gives their
 * own sign-in password. Throws NOT_FOUND, INVALID_STATE for a disabled account, INVALID_CREDENTIALS.
 */
export async function resetTradingPassword(
  ctx: Context,
  login: number,
  signInPassword: string,
): Promise<NewPasswordView> {
  requireEnabled(await ownAccount(ctx, login, "payments:write"));
  await confirmPassword(ctx, signInPassword);
  const password = newTemporaryPassword();
  await set(ctx, login, password, true);
  return { login, temporary_password: password, must_change_password: true };
}

/** Who may not trade gets no password: an account of a challenge that is suspended or has ended. */
function requireEnabled(account: TradingAccount): TradingAccount {
  if (account.enabled) return account;
  throw new AppError(
    "INVALID_STATE",
    "This account is disabled, so its password can't be changed.",
  );
}

async function set(ctx: Context, login: number, password: string, temporary: boolean) {
  const answer = await ask(() => tradingServer(ctx.db).setPassword(login, password, temporary));
  if (answer.outcome === "accepted") return;
  const cause = answer.outcome === "unknown" ? answer.cause : new Error(answer.message);
  throw new AppError("UNAVAILABLE", "The trading server can't be reached. Try again shortly.", {
    retryAfter: 5,
    cause,
  });
}
