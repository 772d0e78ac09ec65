import { verifyEmail } from "@/lib/auth";
import { verifyEmailInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

/** Whoever has the token reads the mailbox: nobody need be signed in. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "own-pages",
    body: verifyEmailInput,
    run: async (ctx, { body }) => {
      await verifyEmail(ctx, body);
      return noContent();
    },
  }),
});
