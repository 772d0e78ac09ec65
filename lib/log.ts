import { hostname } from "node:os";
import pino from "pino";
import { env } from "./env";
import { release } from "./release";

export type Logger = pino.Logger;

/** An error as the log has it: of one of the database the query's text, and never its values. */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const query = "query" in error && typeof error.query === "string" ? error.query : undefined;
  const known = query !== undefined && error.cause instanceof Error ? error.cause : error;
  return {
    type: known.name,
    message: known.message,
    stack: known.stack,
    ...(query !== undefined && { query }),
    ...("code" in known && { code: known.code }),
    ...(known.cause !== undefined && { cause: errorForLog(known.cause) }),
  };
}

// A second fence: nothing of this is written to the log on purpose.
const secret = [
  "password",
  "current_password",
  "new_password",
  "temporary_password",
  "client_secret",
  "session_token",
  "access_token",
  "authorization",
  "cookie",
  "email",
  "token",
  "secret",
  "recovery_codes",
];

const said = (logger: object): string => {
  const text: unknown = Reflect.get(logger, pino.symbols.chindingsSym);
  return typeof text === "string" ? text : "";
};

/** What of some fields a logger doesn't say already: a strict reader of JSON refuses a key twice. */
export function unsaid(logger: Logger, fields: object): object {
  // To have its fields read from their text takes longer than the rest of a line.
  const text = said(logger);
  if (!Object.keys(fields).some((key) => text.includes(`"${key}":`))) return fields;
  const known = logger.bindings();
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => known[key] !== value));
}

function logMethod(this: Logger, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [fields, ...words] = args;
  const plain = typeof fields === "object" && fields !== null && !(fields instanceof Error);
  method.apply(this, [plain ? unsaid(this, fields) : fields, ...words]);
}

const WARN = pino.levels.values.warn ?? 40;
/** What a pipe takes in one piece: lines of two processes that share one aren't mixed. */
const PIECE = 4_096;

/**
 * Writes the lines of one turn of the event loop together; a warning and what is worse at once, with all
 * before it. What can't be written is lost, and nothing else.
 */
export function eachTurn(out: pino.DestinationStream) {
  let lines = "";
  const flush = () => {
    const due = lines;
    lines = "";
    try {
      if (due !== "") out.write(due);
    } catch {
      // Such as a full disk: the process goes on without its log.
    }
  };
  return {
    // Has pino say the level of the line that it writes.
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      if (lines.length + line.length > PIECE) flush();
      if (lines === "") setImmediate(flush);
      lines += line;
      if (this.lastLevel >= WARN) flush();
    },
    flush,
  };
}

// One a process, also when the development server loads this module again.
const shared = globalThis as typeof globalThis & { propdeskLog?: Logger };

/** The process's JSON log. Secrets and e-mail addresses never belong in it. */
export function log(): Logger {
  shared.propdeskLog ??= start();
  return shared.propdeskLog;
}

function start(): Logger {
  const out = eachTurn(pino.destination({ dest: 1, sync: true }));
  process.on("exit", out.flush);
  const base = { host: hostname(), pid: process.pid, release: release() };
  return createLogger(env().LOG_LEVEL, out, base);
}

/** A logger of our lines, from a level on, that writes them to a destination, each with the fields of `base`. */
export function createLogger(
  level: pino.LevelWithSilent,
  out: pino.DestinationStream,
  base: Record<string, string | number> | null = null,
): Logger {
  return pino(
    {
      level,
      base,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
      serializers: { err: errorForLog },
      hooks: { logMethod },
      redact: secret.flatMap((name) => [name, `*.${name}`]),
    },
    out,
  );
}
