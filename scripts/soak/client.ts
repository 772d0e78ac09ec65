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

export type Client = ReturnType<typeof createClient>;

/**
 * A client of the API as the docs ask for one: what can't be answered now is asked again, in the very
 * same words and with the same Idempotency-Key.
 */
export function createClient(origin: string, tally: Tally) {
  /** The answer's body, once there is one. Throws where it is refused, or not answered in time. */
  return async function call<T>(request: Call, answer: z.ZodType<T>): Promise<T> {
    const { path, method = "POST", headers, body } = request;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      const said = await fetch(origin + path, {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }).then(read, () => null);
      if (said === null) countUp(tally.repeated, `${path}: no answer`);
      else if (said.status < 300) return answer.parse(said.body);
      else note(path, said);
      await sleep(said?.waitMs ?? PAUSE_MS);
    }
    throw new Error(`${path} was not answered within ${PATIENCE_MS / 1000} s`);
  };

  function note(path: string, { status, body }: Awaited<ReturnType<typeof read>>): void {
    const { data } = refusal.safeParse(body);
    const words = `${path}: ${status} ${data?.error.code ?? "without a code"}`;
    if (data?.error.retryable) countUp(tally.repeated, words);
    else tally.faults.push(words);
    // A fault of the server's is asked again as well, for it may leave nothing behind.
    if (status < 500 && !data?.error.retryable) throw new Error(words);
  }
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
