import { api } from "@/lib/client/api";
import type { PageOf } from "./page-of";

/** A page of one of the API's lists, from a cursor on; from the newest row without one. */
export async function fetchPage<T>(path: string, limit: number, cursor?: string): Promise<PageOf<T>> {
  const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
  return apiPage<T>(`${path}?${query}`);
}
