import { createHash } from "node:crypto";
import type { SavedAnswer } from "../records";
import type { Store } from "../store";
import type { KeyKind } from "./call";
import { ApiError } from "./errors";
import type { FormObject } from "./form-decode";

/** How long Stripe remembers a key: https://docs.stripe.com/api/idempotent_requests. */
const MEMORY_MS = 24 * 60 * 60 * 1000;
const MAX_KEY_LENGTH = 255;

/** What a request is answered with; `executed` is false when its endpoint never began. */
export type Answer = { status: number; body: object; executed: boolean };

/**
 * What a request with a key is recognised by. The browser's keys are kept apart from the server's,
 * so that it is never answered with what only the server may see.
 */
export type KeyedRequest = {
  key: string;
  sender: KeyKind;
  endpoint: string;
  params: FormObject;
};

/** Remembers the answers to requests with an `Idempotency-Key`, failures of the server included. */
export class Idempotency {
  readonly #running = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Drops what is older than a day. */
  prune(): void {
    for (const saved of this.store.oldestFirst("saved_answers")) this.#fresh(saved);
  }

  /**
   * The saved answer if there is one, and otherwise what `execute` answers. Throws an
   * `idempotency_error` for a key that was used for another request, or that is still being used.
   */
  async run(
    { key, sender, endpoint, params }: KeyedRequest,
    execute: () => Promise<Answer>,
  ): Promise<Answer & { replayed: boolean }> {
    checkKey(key);
    const id = `${sender}/${key}`;
    if (this.#running.has(id)) throw stillRunning(key);
    const params_hash = hashOf(params);
    const saved = this.#fresh(this.store.get("saved_answers", id));
    if (saved !== null) {
      if (saved.endpoint !== endpoint) throw otherEndpoint(key, endpoint, saved.endpoint);
      if (saved.params_hash !== params_hash) throw otherParams(key);
      return { status: saved.status, body: saved.body, executed: true, replayed: true };
    }
    this.#running.add(id);
    try {
      const answer = await execute();
      if (answer.executed) {
        const { status, body } = answer;
        const created_at = this.now();
        this.store.put("saved_answers", { id, endpoint, params_hash, created_at, status, body });
      }
      return { ...answer, replayed: false };
    } finally {
      this.#running.delete(id);
    }
  }

  #fresh(saved: SavedAnswer | null): SavedAnswer | null {
    if (saved === null || this.now() - saved.created_at < MEMORY_MS) return saved;
    this.store.delete("saved_answers", saved.id);
    return null;
  }
}

function hashOf(params: FormObject): string {
  return createHash("sha256").update(JSON.stringify(params)).digest("hex");
}

function checkKey(key: string): void {
  if (key.length <= MAX_KEY_LENGTH) return;
  const message = `Idempotency keys can be at most ${MAX_KEY_LENGTH} characters long.`;
  throw new ApiError(400, { type: "invalid_request_error", message }, false);
}

function stillRunning(key: string): ApiError {
  const message = `There is currently another in-progress request using this Stripe idempotent key: ${key}.`;
  return new ApiError(
    409,
    { type: "idempotency_error", code: "idempotency_key_in_use", message },
    false,
  );
}

function otherParams(key: string): ApiError {
  return idempotencyError(
    "Keys for idempotent requests can only be used with the same parameters they were first used with.",
    key,
  );
}

function otherEndpoint(key: string, endpoint: string, first: string): ApiError {
  return idempotencyError(
    `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${endpoint}' vs '${first}').`,
    key,
  );
}

function idempotencyError(reason: string, key: string): ApiError {
  const advice = `Try using a key other than '${key}' if you meant to execute a different request.`;
  return new ApiError(400, { type: "idempotency_error", message: `${reason} ${advice}` }, false);
}
