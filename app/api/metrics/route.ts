import { route, routes } from "@/lib/http/route";
import { readMetrics } from "@/lib/metrics";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "public",
    run: async (ctx, { request }) => {
      const { text, contentType } = await readMetrics(ctx, request.headers.get("authorization"));
      return new Response(text, { headers: { "content-type": contentType } });
    },
  }),
});
