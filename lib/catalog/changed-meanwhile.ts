import { AppError } from "@/lib/errors";

/** Two people edited at once: the later is told, so that nobody's change is lost unseen. */
export const changedMeanwhile = (what: string) =>
  new AppError(
    "INVALID_STATE",
    `This ${what} was changed meanwhile. Reload the page to see it as it is now.`,
  );

/** A problem that only the server could see, at its field. */
export const fieldProblem = (path: string, message: string) =>
  new AppError("INVALID_REQUEST", `Invalid request. ${path}: ${message}.`, {
    fields: [{ path, message }],
  });
