import { z } from "zod";
import { tierParams } from "@/lib/catalog/schemas";

export const checkoutParams = z.object({ tierId: tierParams.shape.id });
export const checkoutQuery = z.object({ market: z.string().optional() });

export interface CheckoutProps {
  params: Promise<{ tierId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}
