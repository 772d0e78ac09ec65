import { CheckoutSkeleton } from "@/components/checkout/checkout-skeleton";
import { clientConfig } from "@/lib/core/client-config";

export default function Loading() {
  return <CheckoutSkeleton sandbox={clientConfig().sandbox} />;
}
