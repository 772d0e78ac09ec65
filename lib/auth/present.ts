import { type Context, requireCustomer } from "@/lib/core/context";

interface NewSession {
  publicId: string;
  email: string;
  session: { token: string; expiresAt: Date };
}

/** A new session in the form of the API. */
export const presentSession = ({ publicId, email, session }: NewSession) => ({
  user_id: publicId,
  email,
  session_token: session.token,
  session_expires_at: session.expiresAt.toISOString(),
});

/** The signed-in customer in the form of the API. Throws UNAUTHENTICATED. */
export function presentCaller(ctx: Context) {
  const { publicId, email, name, role } = requireCustomer(ctx);
  return { user_id: publicId, email, name, role };
}
