import type { Metadata } from "next";

export { ProgramNotOnSale as default } from "@/components/challenge-purchase/program-not-on-sale";

export const metadata: Metadata = { title: "Not available" };
