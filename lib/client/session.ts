import { ApiError, api } from "./api";

/** Why a sign-in failed. NETWORK: the server was never reached. */
export type SignInFailure = "INVALID_CREDENTIALS" | "RATE_LIMITED" | "UNAVAILABLE" | "NETWORK";

const known: readonly string[] = ["INVALID_CREDENTIALS", "RATE_LIMITED", "UNAVAILABLE", "NETWORK"];
const isKnown = (code: string): code is SignInFailure => known.includes(code);

/**
 * Posts a form to next-auth as its own client does. That client turns a lost connection into a
 * jump to an error page and hides the reason of a refusal; this one answers with it.
 */
async function post(path: string, fields: Record<string, string>): Promise<string | null> {
  const { csrfToken } = await api<{ csrfToken: string }>("GET", "/api/auth/csrf");
  const response = await fetch(`/api/auth/${path}`, {
    method: "POST",
    credentials: "same-origin",
    body: new URLSearchParams({
      ...fields,
      csrfToken,
      callbackUrl: window.location.origin,
      json: "true",
    }),
  });
  const answer: { url?: string } = await response.json();
  return new URL(answer.url ?? "/", window.location.origin).searchParams.get("error");
}

/** Signs in with e-mail and password. Answers null, or why it failed. */
export async function signIn(email: string, password: string): Promise<SignInFailure | null> {
  try {
    const error = await post("callback/credentials", { email, password });
    if (error === null) return null;
    return isKnown(error) ? error : "UNAVAILABLE";
  } catch (error) {
    if (error instanceof ApiError && error.code !== "NETWORK") return "UNAVAILABLE";
    return "NETWORK";
  }
}

/** Ends the session, here and on the server. Throws when the server can't be reached. */
export async function signOut(): Promise<void> {
  await post("signout", {});
}
