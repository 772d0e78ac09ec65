import { AppError, type FieldProblem } from "@/lib/core/errors";

/** The error of an edit of an older version, so that no concurrent edit is overwritten. */
export const versionConflict = (record: string) =>
  new AppError(
    "INVALID_STATE",
    `Someone else changed this ${record}. Reload to see the latest version.`,
  );

/** The error of a field that only the server can check. */
export const fieldError = (path: string, message: string) =>
  new AppError("INVALID_REQUEST", `Invalid request. ${path}: ${message}.`, {
    fields: [{ path, message }],
  });

/** Throws INVALID_REQUEST where there are field problems. */
export function rejectFieldProblems(fields: FieldProblem[]): void {
  if (fields.length === 0) return;
  const messages = fields.map(({ path, message }) => `${path}: ${message}`);
  throw new AppError("INVALID_REQUEST", `Invalid request. ${messages.join("; ")}.`, { fields });
}
