import { forgotPassword } from "@/lib/auth";
import { forgotPasswordInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "own-pages",
    body: forgotPasswordInput,
    run: async (ctx, { body }) => {
      await forgotPassword(ctx, body);
      return noContent();
    },
  }),
});
