import { register } from "@/lib/auth";
import { signUpInput } from "@/lib/auth/schemas";
import { limitSignUp } from "@/lib/http/rate-limit";
import { route, routes } from "@/lib/http/route";

/** The sign-up page's own: the browser then signs in through next-auth. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "own-pages",
    body: signUpInput,
    run: async (ctx, { body }) => {
      await limitSignUp(ctx.ip);
      const { publicId, email } = await register(ctx, body);
      return Response.json({ user_id: publicId, email }, { status: 201 });
    },
  }),
});
