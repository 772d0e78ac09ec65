import { createHash } from "node:crypto";
import type { SavedResult } from "../records";
import type { Store } from "../store";
import type { KeyKind } from "./call";
import { ApiError } from "./errors";
import type { FormObject } from "./form-decode";

/** How long Stripe stores a key: https://docs.stripe.com/api/idempotent_requests. */
const MEMORY_MS = 24 * 60 * 60 * 1000;
const MAX_KEY_LENGTH = 255;

/** The result of a request; `executed` is false if its endpoint never began. */
export type RequestResult = { status: number; body: object; executed: boolean };

/**
 * The identity of a request with a key. The browser's keys are separate from the server's,
 * so that a browser never gets a result that only the server may see.
 */
export type KeyedRequest = {
  key: string;
  sender: KeyKind;
  endpoint: string;
  params: FormObject;
};

/** Saves the results of requests with an `Idempotency-Key`, server errors included. */
export class Idempotency {
  readonly #running = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly now: () => number,
  ) {}

  /** Deletes what is older than a day. */
  prune(): void {
    for (const saved of this.store.oldestFirst("saved_results")) this.#fresh(saved);
  }

  /**
   * The saved result if there is one, otherwise that of `execute`. Throws an
   * `idempotency_error` for a key that was used for another request, or that is in use.
   */
  async run(
    { key, sender, endpoint, params }: KeyedRequest,
    execute: () => Promise<RequestResult>,
  ): Promise<RequestResult & { replayed: boolean }> {
    checkKey(key);
    const id = `${sender}/${key}`;
    if (this.#running.has(id)) throw keyInUse(key);
    const params_hash = hashOf(params);
    const saved = this.#fresh(this.store.get("saved_results", id));
    if (saved !== null) {
      if (saved.endpoint !== endpoint) throw otherEndpoint(key, endpoint, saved.endpoint);
      if (saved.params_hash !== params_hash) throw otherParams(key);
      return { status: saved.status, body: saved.body, executed: true, replayed: true };
    }
    this.#running.add(id);
    try {
      const result = await execute();
      if (result.executed) {
        const { status, body } = result;
        const created_at = this.now();
        this.store.put("saved_results", { id, endpoint, params_hash, created_at, status, body });
      }
      return { ...result, replayed: false };
    } finally {
      this.#running.delete(id);
    }
  }

  #fresh(saved: SavedResult | null): SavedResult | null {
    if (saved === null || this.now() - saved.created_at < MEMORY_MS) return saved;
    this.store.delete("saved_results", saved.id);
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

function keyInUse(key: string): ApiError {
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
