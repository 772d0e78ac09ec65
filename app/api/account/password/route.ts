import { changePassword } from "@/lib/auth";
import { changePasswordInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: changePasswordInput,
    run: async (ctx, { body }) => {
      await changePassword(ctx, body);
      return noContent();
    },
  }),
});
