import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** What a verb found, or the page that says that nothing is here: outside the embedded stack nothing is. */
export const orNotFound = <T>(found: Promise<T>): Promise<T> =>
  found.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
