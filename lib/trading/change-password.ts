import { confirmPassword } from "@/lib/auth";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { count } from "@/lib/http/rate-limit";
import { ownAccount } from "./accounts";
import { callTradingServer, withTimeout } from "./call-trading-server";
import type { TradingAccount } from "./port";
import { presentTradingAccount } from "./present";
import type { ChangePasswordInput, NewPasswordView, TradingAccountView } from "./schemas";
import { tradingServer } from "./server";
import { newTemporaryPassword } from "./temporary-password";

/**
 * Replaces a trading account's password by the customer's own. Throws NOT_FOUND, INVALID_STATE for a
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
  if (!(await withTimeout(() => server.passwordFits(login, input.current_password)))) {
    throw new AppError("INVALID_CREDENTIALS", "That isn't this account's current password.");
  }
  await set(ctx, login, input.new_password, false);
  return presentTradingAccount({ ...account, mustChangePassword: false });
}

/**
 * Sets a new temporary password, returned once, for a customer who has lost the account's password and sends
 * their sign-in password. Throws NOT_FOUND, INVALID_STATE for a disabled account, INVALID_CREDENTIALS.
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

/** A disabled account gets no password: its challenge is suspended or has ended. */
function requireEnabled(account: TradingAccount): TradingAccount {
  if (account.enabled) return account;
  throw new AppError(
    "INVALID_STATE",
    "This account is disabled, so its password can't be changed.",
  );
}

async function set(ctx: Context, login: number, password: string, temporary: boolean) {
  const result = await callTradingServer(() =>
    tradingServer(ctx.db).setPassword(login, password, temporary),
  );
  if (result.status === "accepted") return;
  const cause = result.status === "unknown" ? result.cause : new Error(result.message);
  throw new AppError("UNAVAILABLE", "The trading server isn't responding. Try again shortly.", {
    retryAfter: 5,
    cause,
  });
}
