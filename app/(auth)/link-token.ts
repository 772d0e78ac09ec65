import { z } from "zod";
import { queryParams } from "@/app/page-params";

// A truncated or changed link is reported on its page.
const query = z.object({ token: z.string().max(500).catch("").default("") });

/** The query of the pages that emails link to. */
export interface LinkPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The token of an emailed link; empty if there is none. */
export async function linkToken({ searchParams }: LinkPageProps): Promise<string> {
  return (await queryParams(query, searchParams)).token;
}
