import { redirect } from "next/navigation";
import { withReturn } from "@/components/client/return-path";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";
import type { Context } from "@/lib/core/context";

/** The context of a customer's page. Others are sent to sign-in, and from there back to the page's own address. */
export async function customerContext(): Promise<Context> {
  const ctx = await pageContext();
  if (!signedInCustomer(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  return ctx;
}
