import { resetPassword } from "@/lib/auth";
import { resetPasswordInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "own-pages",
    body: resetPasswordInput,
    run: async (ctx, { body }) => {
      await resetPassword(ctx, body);
      return noContent();
    },
  }),
});
