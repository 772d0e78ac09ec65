import type { Metadata } from "next";

export { WalletNotFound as default } from "@/components/wallet/wallet-not-found";

export const metadata: Metadata = { title: "Not found" };
