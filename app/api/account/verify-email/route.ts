import { verifyEmail } from "@/lib/auth";
import { verifyEmailInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: verifyEmailInput,
    run: async (ctx, { body }) => {
      await verifyEmail(ctx, body);
      return noContent();
    },
  }),
});
