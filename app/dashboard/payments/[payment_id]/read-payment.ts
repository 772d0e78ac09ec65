import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { withReturn } from "@/lib/client/return-path";
import { AppError } from "@/lib/errors";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";
import { getPayment } from "@/lib/payments";

/** A payment of whoever is signed in, read once for its page and the name of the tab. */
export const readPayment = cache(async (id: string) => {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const payment = await getPayment(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return { ctx, payment };
});
