import { sql } from "./sql";

/** What the database says to a statement: the name of the rule that it breaks, or "accepted". */
export const verdict = (statement: string, values: unknown[] = []): Promise<string> =>
  sql(statement, values).then(
    () => "accepted",
    (error: { constraint?: string }) => error.constraint ?? String(error),
  );
