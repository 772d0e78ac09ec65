import type { Metadata } from "next";

export { PaymentNotFound as default } from "@/components/payment/payment-not-found";

export const metadata: Metadata = { title: "Not found" };
