import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { getChallenge } from "@/lib/challenges";
import { withReturn } from "@/lib/client/return-path";
import { AppError } from "@/lib/errors";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";

/** A challenge of whoever is signed in, read once for its page and the name of the tab. */
export const readChallenge = cache(async (id: number) => {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const detail = await getChallenge(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  return { ctx, detail };
});
