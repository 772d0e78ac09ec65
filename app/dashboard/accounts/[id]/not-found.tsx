import type { Metadata } from "next";

export { AccountNotFound as default } from "@/components/account/account-not-found";

export const metadata: Metadata = { title: "Not found" };
