import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors";

/** The result of a read; the not-found page for NOT_FOUND. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
