export { WalletNotFound as default } from "@/components/wallet/wallet-not-found";
