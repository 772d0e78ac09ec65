import { notFound } from "next/navigation";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";

/** The context of a page of the console; the not-found page for a caller who isn't an admin. */
export async function adminContext() {
  const ctx = await pageContext();
  if (signedInCustomer(ctx)?.role !== "admin") notFound();
  return ctx;
}
