import { anonymousContext } from "@/lib/api/anonymous-context";

/** The context of an anonymous caller, for tests that call verbs. */
export const anonymousCtx = () => anonymousContext(new Headers({ "user-agent": "tests" }));

interface SignedInCustomer {
  id: number;
  publicId: string;
  email: string;
  session: { id: string };
}

/** The context of a signed-in customer, for tests that call verbs. */
export const customerCtx = (
  { id, publicId, email, session }: SignedInCustomer,
  role: "trader" | "admin" = "trader",
) => ({
  ...anonymousCtx(),
  actor: {
    kind: "customer" as const,
    id,
    publicId,
    email,
    name: null,
    role,
    emailVerified: true,
    timeZone: null,
    secondFactor: false,
    secondFactorAt: null,
    sessionId: session.id,
  },
});
