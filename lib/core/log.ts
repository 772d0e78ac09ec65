import { hostname } from "node:os";
import pino from "pino";
import { env } from "./env";
import { perProcess } from "./per-process";
import { release } from "./release";

export type Logger = pino.Logger;

/** An error as it is logged. Of a failed query it has the text and never the values. */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const query = "query" in error && typeof error.query === "string" ? error.query : undefined;
  const source = query !== undefined && error.cause instanceof Error ? error.cause : error;
  return {
    type: source.name,
    message: source.message,
    stack: source.stack,
    ...(query !== undefined && { query }),
    ...("code" in source && { code: source.code }),
    ...(source.cause !== undefined && { cause: errorForLog(source.cause) }),
  };
}

// A second line of defense: no code logs these fields on purpose.
const redactedFields = [
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

const boundText = (logger: object): string => {
  const text: unknown = Reflect.get(logger, pino.symbols.chindingsSym);
  return typeof text === "string" ? text : "";
};

/** The fields that a logger doesn't add already: strict JSON parsers reject an object with a repeated key. */
export function withoutBoundFields(logger: Logger, fields: object): object {
  // Parsing the logger's fields takes longer than writing a line: look for the names in their text first.
  const text = boundText(logger);
  if (!Object.keys(fields).some((key) => text.includes(`"${key}":`))) return fields;
  const bindings = logger.bindings();
  return Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => bindings[key] !== value),
  );
}

function logMethod(this: Logger, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [fields, ...rest] = args;
  const plain = typeof fields === "object" && fields !== null && !(fields instanceof Error);
  method.apply(this, [plain ? withoutBoundFields(this, fields) : fields, ...rest]);
}

const WARN = pino.levels.values.warn ?? 40;
/** What a pipe takes in one write: the lines of two processes that share one aren't mixed. */
const MAX_BATCH_CHARACTERS = 4_096;

/**
 * A destination that writes the lines of one turn of the event loop together; warnings and errors immediately, with the
 * lines before them. Lines that can't be written are lost, without an error.
 */
export function bufferPerTurn(out: pino.DestinationStream) {
  let lines = "";
  const flush = () => {
    const batch = lines;
    lines = "";
    try {
      if (batch !== "") out.write(batch);
    } catch {
      // Such as a full disk: the process goes on without its log.
    }
  };
  return {
    // Makes pino set `lastLevel` for each line.
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      if (lines.length + line.length > MAX_BATCH_CHARACTERS) flush();
      if (lines === "") setImmediate(flush);
      lines += line;
      if (this.lastLevel >= WARN) flush();
    },
    flush,
  };
}

/** The process's JSON log. Never log secrets or email addresses. */
export const log = perProcess("log", start);

function start(): Logger {
  const out = bufferPerTurn(pino.destination({ dest: 1, sync: true }));
  process.on("exit", out.flush);
  const base = { host: hostname(), pid: process.pid, release: release() };
  return createLogger(env().LOG_LEVEL, out, base);
}

/** A logger with our format. Writes lines of a level and above to a destination, each with the fields of `base`. */
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
      redact: redactedFields.flatMap((name) => [name, `*.${name}`]),
    },
    out,
  );
}
