import type { StripeError } from "@stripe/stripe-js";
import { connectionError, unreadableResponse } from "./errors";
import { formEncode, type Params } from "./form-encode";

/** The result of a call: like Stripe.js, it never rejects. */
export type ApiResult<T> = { value: T; error?: undefined } | { error: StripeError };

/** Longer than the sandbox ever needs; a call that hangs because of a control ends here. */
const timeoutMs = 30_000;

/** The sandbox's API for a browser, with the publishable key. */
export class SandboxApi {
  constructor(
    readonly url: string,
    private readonly publishableKey: string,
  ) {}

  /** Reads an object. */
  get<T>(path: string, params: Params): Promise<ApiResult<T>> {
    return this.#send<T>(`${path}?${formEncode(params)}`, { method: "GET" });
  }

  /** Creates or changes an object. */
  post<T>(path: string, params: Params): Promise<ApiResult<T>> {
    return this.#send<T>(path, { method: "POST", body: formEncode(params) });
  }

  async #send<T>(path: string, init: RequestInit): Promise<ApiResult<T>> {
    try {
      const response = await fetch(`${this.url}${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${this.publishableKey}` },
        credentials: "omit",
        signal: AbortSignal.timeout(timeoutMs),
      });
      return readResult<T>(response.status, await response.text());
    } catch {
      return { error: connectionError() };
    }
  }
}

function readResult<T>(status: number, text: string): ApiResult<T> {
  try {
    const parsed: T | { error: StripeError } = JSON.parse(text);
    if (isFailure(parsed)) return parsed;
    return { value: parsed };
  } catch {
    return { error: unreadableResponse(status) };
  }
}

function isFailure(parsed: unknown): parsed is { error: StripeError } {
  return typeof parsed === "object" && parsed !== null && "error" in parsed;
}
