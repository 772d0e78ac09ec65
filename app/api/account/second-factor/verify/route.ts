import { verifySecondFactor } from "@/lib/auth";
import { codeInput } from "@/lib/auth/schemas";
import { route, routes } from "@/lib/http/route";

/** A code again, before money is moved. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: codeInput,
    run: (ctx, { body }) => verifySecondFactor(ctx, body),
  }),
});
