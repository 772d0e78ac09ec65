import type { Metadata } from "next";

export { TierNotOnSale as default } from "@/components/checkout/tier-not-on-sale";

export const metadata: Metadata = { title: "Not available" };
