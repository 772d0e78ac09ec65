import type { ReactNode } from "react";
import { pathParams } from "@/app/page-params";
import { checkoutParams } from "./checkout-params";
import { readTier } from "./read-tier";

interface Props {
  params: Promise<{ tierId: string }>;
  children: ReactNode;
}

/**
 * Redirects, and answers 404 for an unknown tier. A layout, because both must happen outside the boundary of
 * `loading.tsx`: once its skeleton is sent, so is the status 200.
 */
export default async function Layout({ params, children }: Props) {
  await readTier((await pathParams(checkoutParams, params)).tierId);
  return children;
}
