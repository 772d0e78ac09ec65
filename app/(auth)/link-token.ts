import { z } from "zod";
import { queryParams } from "@/app/page-params";

// A link that was cut off or changed says so on its page.
const query = z.object({ token: z.string().max(500).catch("").default("") });

/** The query of the pages that letters lead to. */
export interface LinkPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The token of a letter's link; empty where there is none. */
export async function linkToken({ searchParams }: LinkPageProps): Promise<string> {
  return (await queryParams(query, searchParams)).token;
}
