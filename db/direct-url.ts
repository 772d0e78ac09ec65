/**
 * The address for what needs a session of its own: migrations, LISTEN, session-level locks, seeds. With a
 * pooler at DATABASE_URL it is DATABASE_DIRECT_URL, else both are the same; undefined where neither is set.
 */
export const directUrl = ({
  DATABASE_URL,
  DATABASE_DIRECT_URL,
}: {
  DATABASE_URL?: string | undefined;
  DATABASE_DIRECT_URL?: string | undefined;
}): string | undefined => DATABASE_DIRECT_URL || DATABASE_URL || undefined;
