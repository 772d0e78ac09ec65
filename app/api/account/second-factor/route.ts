import { beginSecondFactor } from "@/lib/auth";
import { passwordInput } from "@/lib/auth/schemas";
import { route, routes } from "@/lib/http/route";

/** Begins the set-up of two-factor sign-in. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: passwordInput,
    run: (ctx, { body }) => beginSecondFactor(ctx, body),
  }),
});
