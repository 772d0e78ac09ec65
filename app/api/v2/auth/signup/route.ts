import { presentSession, signUp } from "@/lib/auth";
import { signUpInput } from "@/lib/auth/schemas";
import { requireApp } from "@/lib/context";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app",
    body: signUpInput,
    run: async (ctx, { body }) => {
      requireApp(ctx, "auth:write");
      return Response.json(presentSession(await signUp(ctx, body)), { status: 201 });
    },
  }),
});
