import { ApiError, api } from "./api";

/** Why a sign-in failed. NETWORK: the server was never reached. */
export type SignInFailure =
  | "INVALID_CREDENTIALS"
  | "TWO_FACTOR_REQUIRED"
  | "TWO_FACTOR_INVALID"
  | "TWO_FACTOR_UNAVAILABLE"
  | "RATE_LIMITED"
  | "UNAVAILABLE"
  | "NETWORK";

export interface SignInProblem {
  code: SignInFailure;
  /** Seconds until it is worth trying again, where the server said so. */
  retryAfter: number | null;
}

const known: readonly string[] = [
  "INVALID_CREDENTIALS",
  "TWO_FACTOR_REQUIRED",
  "TWO_FACTOR_INVALID",
  "TWO_FACTOR_UNAVAILABLE",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "NETWORK",
];
const isKnown = (code: string): code is SignInFailure => known.includes(code);

/**
 * Posts a form to next-auth as its own client does. That client turns a lost connection into a
 * jump to an error page and hides the reason of a refusal; this one gives both to the caller.
 */
async function post(action: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = await api<{ csrfToken: string }>("GET", "/api/auth/csrf");
  const callbackUrl = window.location.origin;
  return fetch(`/api/auth/${action}`, {
    method: "POST",
    credentials: "same-origin",
    body: new URLSearchParams({ ...fields, csrfToken, callbackUrl, json: "true" }),
  });
}

/** next-auth answers with the address to go to, and names the error in its query. */
async function errorIn(response: Response): Promise<string | null> {
  const answer: { url?: string } | null = await response.json().catch(() => null);
  if (typeof answer?.url !== "string") return "UNAVAILABLE";
  const error = new URL(answer.url, window.location.origin).searchParams.get("error");
  return error ?? (response.ok ? null : "UNAVAILABLE");
}

interface Credentials {
  email: string;
  password: string;
  /** Of the second factor, where it is asked for. */
  code?: string;
}

/** Signs in. Answers null, or why it failed. */
export async function signIn({
  email,
  password,
  code,
}: Credentials): Promise<SignInProblem | null> {
  try {
    const fields = { email, password, ...(code && { code }) };
    const response = await post("callback/credentials", fields);
    const error = await errorIn(response);
    if (error === null) return null;
    const retryAfter = Number(response.headers.get("retry-after")) || null;
    return { code: isKnown(error) ? error : "UNAVAILABLE", retryAfter };
  } catch (error) {
    const answered = error instanceof ApiError && error.code !== "NETWORK";
    return { code: answered ? "UNAVAILABLE" : "NETWORK", retryAfter: null };
  }
}

/** Ends the session, here and on the server. Throws when that didn't happen. */
export async function signOut(): Promise<void> {
  const error = await errorIn(await post("signout", {}));
  if (error) throw new Error(`sign-out failed: ${error}`);
}
