import { logIn, sessionSeconds } from "@/lib/auth";
import { logInInput } from "@/lib/auth/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "public",
    body: logInInput,
    run: async (ctx, { body }) => {
      const { session, role } = await logIn(ctx, body);
      return {
        access_token: session.token,
        token_type: "Bearer",
        expires_in: sessionSeconds(role),
      };
    },
  }),
});
