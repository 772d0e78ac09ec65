import { logIn, presentSession } from "@/lib/auth";
import { logInInput } from "@/lib/auth/schemas";
import { requireApp } from "@/lib/context";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app",
    body: logInInput,
    run: async (ctx, { body }) => {
      requireApp(ctx, "auth:write");
      return presentSession(await logIn(ctx, body));
    },
  }),
});
