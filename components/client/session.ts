import { ApiError, api } from "./api";

/** Why a sign-in failed. NETWORK: the server was not reached. */
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
  /** Seconds to wait before trying again, from the Retry-After header. */
  retryAfter: number | null;
}

const failures: readonly string[] = [
  "INVALID_CREDENTIALS",
  "TWO_FACTOR_REQUIRED",
  "TWO_FACTOR_INVALID",
  "TWO_FACTOR_UNAVAILABLE",
  "RATE_LIMITED",
  "UNAVAILABLE",
  "NETWORK",
];
const isSignInFailure = (code: string): code is SignInFailure => failures.includes(code);

/**
 * Posts a form to next-auth, as its own client does. That client redirects to an error page after a lost
 * connection and hides why a sign-in was rejected; this function lets the caller handle both.
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

/** The error of a response, or null. next-auth returns the URL to go to, with the error in its query. */
async function errorIn(response: Response): Promise<string | null> {
  const body: { url?: string } | null = await response.json().catch(() => null);
  if (typeof body?.url !== "string") return "UNAVAILABLE";
  const error = new URL(body.url, window.location.origin).searchParams.get("error");
  return error ?? (response.ok ? null : "UNAVAILABLE");
}

interface Credentials {
  email: string;
  password: string;
  /** A code of the second factor, if it is needed. */
  code?: string;
}

/** Signs in. Returns null, or why it failed. */
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
    return { code: isSignInFailure(error) ? error : "UNAVAILABLE", retryAfter };
  } catch (error) {
    const hasResponse = error instanceof ApiError && error.code !== "NETWORK";
    return { code: hasResponse ? "UNAVAILABLE" : "NETWORK", retryAfter: null };
  }
}

/** Ends the session in the browser and on the server. Throws if that fails. */
export async function signOut(): Promise<void> {
  const error = await errorIn(await post("signout", {}));
  if (error) throw new Error(`sign-out failed: ${error}`);
}
