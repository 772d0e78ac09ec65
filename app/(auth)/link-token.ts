/** The query of the pages that letters lead to. */
export interface LinkPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

/** The token of a letter's link; empty where there is none. */
export async function linkToken({ searchParams }: LinkPageProps): Promise<string> {
  return [(await searchParams).token].flat()[0] ?? "";
}
