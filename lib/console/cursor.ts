import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { SortKey } from "./spec";

/** A place between two rows of a list: after the row with these keys, or before it. */
export interface Place {
  /** The row's sort keys, as text. */
  keys: string[];
  isBefore: boolean;
  /** How many rows precede the place. */
  offset: number;
}

const keys = z.array(z.string());
const stored = z.union([
  z.object({ keys, before: z.boolean(), offset: z.int().min(0) }),
  // As the release before this one wrote it.
  keys.transform((those) => ({ keys: those, before: false, offset: 0 })),
]);

/** The text that names a place in an address. */
export const writeCursor = ({ keys, isBefore, offset }: Place): string =>
  Buffer.from(JSON.stringify({ keys, before: isBefore, offset })).toString("base64url");

/** The place that a cursor names. Throws INVALID_REQUEST if it isn't one of a list with these sort keys. */
export function readCursor(cursor: string, sortKeys: readonly SortKey[]): Place {
  const { data } = stored.safeParse(read(cursor));
  const isValid =
    data?.keys.length === sortKeys.length &&
    sortKeys.every(({ type }, i) => fits[type](data.keys[i] ?? ""));
  if (!data || !isValid) {
    throw new AppError("INVALID_REQUEST", "The cursor isn't valid for this list.", {
      fields: [{ path: "cursor", message: "must be the cursor of another page" }],
    });
  }
  return { keys: data.keys, isBefore: data.before, offset: data.offset };
}

function read(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null;
  }
}

// The format of a cursor's keys; a cursor with another format is a client error.
const fits = {
  text: (part: string) => /^[!-~]{1,100}$/.test(part),
  bigint: (part: string) => /^-?\d{1,18}$/.test(part),
  timestamptz: isInstant,
} as const;

const instant =
  /^(\d{4}-\d\d-\d\d) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/;

/** Whether it is a time as PostgreSQL writes it, `2026-01-31 23:59:59.123456+00`, on an existing day. */
export function isInstant(text: string): boolean {
  const [, day, time] = instant.exec(text) ?? [];
  const at = new Date(`${day}T${time}Z`);
  // Date would move 30 February into March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day ?? "");
}
