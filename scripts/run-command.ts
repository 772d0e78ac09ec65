import { explainDatabase, innermostMessage } from "@/db/explain-database";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

/** The exit code of a command that couldn't do its work; 1 is for a result that needs attention. */
const FAILED = 2;

/**
 * Runs an operator's command, which returns its exit code, and ends the process. For a database that can't be used and
 * for other expected errors it prints a sentence; other errors are printed with their stack.
 */
export async function runCommand(command: () => Promise<number>): Promise<never> {
  try {
    process.exit(await command());
  } catch (error) {
    console.error(explain(error) ?? error);
    process.exit(FAILED);
  }
}

/** As `runCommand`, for a command that needs all settings of a server. Prints which are missing or invalid. */
export function runCommandWithSettings(command: () => Promise<number>): Promise<never> {
  try {
    env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(FAILED);
  }
  return runCommand(command);
}

function explain(error: unknown): string | undefined {
  const database = explainDatabase(error);
  if (database) return database;
  if (!(error instanceof AppError)) return undefined;
  const cause = innermostMessage(error);
  return cause === error.message ? cause : `${error.message} (${cause})`;
}
