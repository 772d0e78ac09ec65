import type { TradingAccountView } from "@/lib/trading/schemas";

/** Whether an account stands by itself: it isn't part of a challenge. */
export const isWallet = ({ purpose }: TradingAccountView) => purpose === "wallet";
