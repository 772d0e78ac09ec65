import { renewRecoveryCodes } from "@/lib/auth";
import { bothFactorsInput } from "@/lib/auth/schemas";
import { route, routes } from "@/lib/http/route";

/** New recovery codes in place of all before. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: bothFactorsInput,
    run: (ctx, { body }) => renewRecoveryCodes(ctx, body),
  }),
});
