import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** What a verb reads; the page of what isn't there where it is NOT_FOUND. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
