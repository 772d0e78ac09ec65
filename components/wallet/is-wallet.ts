import type { TradingAccountView } from "@/lib/trading/schemas";

/** Whether an account is a wallet, and not the account of a challenge. */
export const isWallet = ({ purpose }: TradingAccountView) => purpose === "wallet";
