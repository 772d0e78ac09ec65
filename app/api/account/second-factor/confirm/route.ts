import { confirmSecondFactor } from "@/lib/auth";
import { codeInput } from "@/lib/auth/schemas";
import { route, routes } from "@/lib/http/route";

/** Turns it on with a first right code. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: codeInput,
    run: (ctx, { body }) => confirmSecondFactor(ctx, body),
  }),
});
