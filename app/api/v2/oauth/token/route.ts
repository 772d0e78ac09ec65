import { issueAppToken, tokenRequest, tokenResponse } from "@/lib/auth";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "public",
    run: async (ctx, { request }) =>
      tokenResponse(ctx, async () => issueAppToken(ctx, await tokenRequest(request))),
  }),
});
