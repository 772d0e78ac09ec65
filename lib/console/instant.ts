const shape =
  /^(\d{4}-\d\d-\d\d) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/;

/** Whether it is a time as PostgreSQL writes one, `2026-01-31 23:59:59.123456+00`, on a day that there is. */
export function isInstant(text: string): boolean {
  const [, day, time] = shape.exec(text) ?? [];
  const at = new Date(`${day}T${time}Z`);
  // A 30th of February would be moved into March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day ?? "");
}
