import { type Context, requireCustomer } from "@/lib/context";

interface SignedIn {
  publicId: string;
  email: string;
  session: { token: string; expiresAt: Date };
}

/** A new session as the API gives it. */
export const presentSession = ({ publicId, email, session }: SignedIn) => ({
  user_id: publicId,
  email,
  session_token: session.token,
  session_expires_at: session.expiresAt.toISOString(),
});

/** Who is signed in. Throws UNAUTHENTICATED. */
export function me(ctx: Context) {
  const { publicId, email, name, role } = requireCustomer(ctx);
  return { user_id: publicId, email, name, role };
}
