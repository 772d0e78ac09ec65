import { revokeSessionToken } from "@/lib/auth";
import { revokeInput } from "@/lib/auth/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app",
    body: revokeInput,
    run: async (ctx, { body }) => {
      await revokeSessionToken(ctx, body.session_token);
      return { revoked: true };
    },
  }),
});
