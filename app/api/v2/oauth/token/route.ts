import { issueAppToken, tokenRequest, tokenResponse } from "@/lib/auth";
import { oauthRejection } from "@/lib/http/oauth-error";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "public",
    reject: oauthRejection,
    run: async (ctx, { request }) =>
      tokenResponse(await issueAppToken(ctx, await tokenRequest(request))),
  }),
});
