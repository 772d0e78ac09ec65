import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { countUp, type Tally } from "./tally";

/** How long a client goes on repeating one call. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 500;

const refusal = z.object({ error: z.object({ code: z.string(), retryable: z.boolean() }) });

export interface Call {
  method?: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: object;
}

/** What came of a call: its answer, or the code with which it was refused. */
export type Said<T> = { answer: T } | { refused: string };

export type Client = ReturnType<typeof createClient>;

/**
 * A client of the API as the docs ask for one: what can't be answered now is asked again, in the very
 * same words and with the same Idempotency-Key.
 */
export function createClient(origin: string, tally: Tally) {
  /**
   * The answer's body, or the code of a refusal that is among the `expected` ones. Throws where it is
   * refused otherwise, or not answered in time.
   */
  async function ask<T>(
    request: Call,
    answer: z.ZodType<T>,
    { expected = [], lookUp }: Asking<T> = {},
  ): Promise<Said<T>> {
    const { path } = request;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      const said = await send(request);
      if (said === null) {
        countUp(tally.repeated, `${path}: no answer`);
      } else if (said.status < 300) {
        return { answer: answer.parse(said.body) };
      } else {
        const code = refusal.safeParse(said.body).data?.error.code;
        if (code !== undefined && expected.includes(code)) return { refused: code };
        note(path, said);
      }
      await sleep(said?.waitMs ?? PAUSE_MS);
      const found = await lookUp?.();
      if (found) return { answer: found };
    }
    throw new Error(`${path} was not answered within ${PATIENCE_MS / 1000} s`);
  }

  /** One try; null where the connection was cut. */
  async function send({ path, method = "POST", headers, body }: Call) {
    tally.underWay += 1;
    try {
      const response = await fetch(origin + path, {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
      return await read(response);
    } catch (error) {
      // undici's: not reached, or cut off before or inside the answer.
      if (!(error instanceof TypeError)) throw error;
      if (isRefusedConnection(error)) return null;
      if (tally.isWebStopping) tally.lostInStops.push(`${path}: ${error.cause}`);
      else tally.cutOff += 1;
      return null;
    } finally {
      tally.underWay -= 1;
    }
  }

  function note(path: string, { status, body }: Awaited<ReturnType<typeof read>>): void {
    const { data } = refusal.safeParse(body);
    const words = `${path}: ${status} ${data?.error.code ?? "without a code"}`;
    if (data?.error.retryable) countUp(tally.repeated, words);
    else tally.faults.push(words);
    // A fault of the server's is asked again as well, for it may leave nothing behind.
    if (status < 500 && !data?.error.retryable) throw new Error(words);
  }

  return {
    ask,
    /** The answer's body. Throws where the call is refused, or not answered in time. */
    async call<T>(request: Call, answer: z.ZodType<T>): Promise<T> {
      const said = await ask(request, answer);
      if ("answer" in said) return said.answer;
      throw new Error(`${request.path}: ${said.refused}`);
    },
  };
}

/** Whether nobody listened, so that the call can't have begun. */
const isRefusedConnection = ({ cause }: TypeError) =>
  cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";

interface Asking<T> {
  /** Codes of refusals that are an answer to this call. */
  expected?: readonly string[];
  /** Where the client looks whether the call did its work, before it makes it again. */
  lookUp?: () => Promise<T | null>;
}

async function read(response: Response) {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const wait = Number(response.headers.get("retry-after"));
  return {
    status: response.status,
    body: isJson ? (JSON.parse(text) as unknown) : text,
    waitMs: wait > 0 ? wait * 1_000 : PAUSE_MS,
  };
}
