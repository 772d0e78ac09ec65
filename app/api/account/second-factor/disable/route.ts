import { disableSecondFactor } from "@/lib/auth";
import { bothFactorsInput } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    body: bothFactorsInput,
    run: async (ctx, { body }) => {
      await disableSecondFactor(ctx, body);
      return noContent();
    },
  }),
});
