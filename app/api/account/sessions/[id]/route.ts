import { endOwnSession } from "@/lib/auth";
import { sessionParams } from "@/lib/auth/schemas";
import { noContent, route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: route({
    surface: "browser",
    params: sessionParams,
    run: async (ctx, { params }) => {
      await endOwnSession(ctx, params.id);
      return noContent();
    },
  }),
});
