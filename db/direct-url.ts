/**
 * The URL for connections that need a session of their own, read from settings such as `process.env`. With a pooler
 * at DATABASE_URL it is DATABASE_DIRECT_URL, else both are the same; undefined if neither is set.
 */
export const directUrl = (settings: NodeJS.ProcessEnv): string | undefined =>
  settings.DATABASE_DIRECT_URL || settings.DATABASE_URL || undefined;
