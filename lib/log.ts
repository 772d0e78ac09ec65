import pino from "pino";
import { env } from "./env";

export type Logger = pino.Logger;

/**
 * An error without the values of its query: those hold e-mail addresses and password hashes, and
 * drizzle puts them into the message.
 */
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

/** What of some fields a logger doesn't say already: a strict reader of JSON refuses a key twice. */
export function unsaid(logger: Logger, fields: object): Record<string, unknown> {
  const said = logger.bindings();
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => said[key] !== value));
}

function logMethod(this: Logger, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [fields, ...words] = args;
  const plain = typeof fields === "object" && fields !== null && !(fields instanceof Error);
  method.apply(this, [plain ? unsaid(this, fields) : fields, ...words]);
}

/** Standard output, to which the lines of one turn of the event loop are written at once. */
function eachTurn(): pino.DestinationStream {
  const out = pino.destination({ dest: 1, sync: true });
  let lines = "";
  const flush = () => {
    if (lines !== "") out.write(lines);
    lines = "";
  };
  process.on("exit", flush);
  return {
    write(line) {
      if (lines === "") setImmediate(flush);
      lines += line;
    },
  };
}

let root: Logger | undefined;

/** The process's JSON log. Secrets and e-mail addresses never belong in it. */
export function log(): Logger {
  root ??= pino(
    {
      level: env().LOG_LEVEL,
      base: null,
      serializers: { err: errorForLog },
      hooks: { logMethod },
      redact: secret.flatMap((name) => [name, `*.${name}`]),
    },
    eachTurn(),
  );
  return root;
}
