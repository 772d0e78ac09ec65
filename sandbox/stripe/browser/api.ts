import type { StripeError } from "@stripe/stripe-js";
import { connectionError, unreadableAnswer } from "./errors";
import { formEncode, type Params } from "./form-encode";

/** What a call resolves with: like Stripe.js, it never rejects. */
export type ApiResult<T> = { value: T; error?: undefined } | { error: StripeError };

/** Longer than the sandbox ever needs; a call that the controls made hang ends here. */
const timeoutMs = 30_000;

/** The sandbox's API as a browser may use it: with the publishable key. */
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
      return readAnswer<T>(response.status, await response.text());
    } catch {
      return { error: connectionError() };
    }
  }
}

function readAnswer<T>(status: number, text: string): ApiResult<T> {
  try {
    const answer: T | { error: StripeError } = JSON.parse(text);
    if (isFailure(answer)) return answer;
    return { value: answer };
  } catch {
    return { error: unreadableAnswer(status) };
  }
}

function isFailure(answer: unknown): answer is { error: StripeError } {
  return typeof answer === "object" && answer !== null && "error" in answer;
}
