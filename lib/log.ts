import pino from "pino";
import { env } from "./env";

export type Logger = pino.Logger;

let root: Logger | undefined;

/** The process's JSON log. Secrets and e-mail addresses never belong in it. */
export function log(): Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    redact: ["*.password", "*.client_secret", "*.authorization", "*.cookie", "*.email"],
  });
  return root;
}
