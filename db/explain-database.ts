import { connectionProblem, explainProblem } from "./connection-problem";
import { isMissingTable } from "./errors";

/** Why a command can't use its database, as a sentence for an operator; undefined for any other error. */
export function explainDatabase(error: unknown): string | undefined {
  if (isMissingTable(error)) return "The database's tables are missing: run npm run db:migrate.";
  const problem = connectionProblem(error);
  return problem && `${explainProblem(problem)} (${innermostMessage(error)})`;
}

/** The message of an error's last cause, which has the host or the user. Stripe's SDK has a cause as `detail`. */
export function innermostMessage(error: unknown): string {
  let last = error;
  for (let next: unknown = error; next instanceof Error; next = causeOf(next)) last = next;
  return last instanceof Error ? last.message : String(last);
}

const causeOf = (error: Error): unknown =>
  error.cause ?? ("detail" in error ? error.detail : undefined);
