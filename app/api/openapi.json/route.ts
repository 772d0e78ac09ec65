import { route, routes } from "@/lib/http/route";
import { openApiFile } from "@/lib/openapi";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "public",
    run: (_, { request }) => {
      const { json, etag } = openApiFile();
      const headers = { "cache-control": "public, max-age=300", etag };
      const known = request.headers.get("if-none-match")?.split(/\s*,\s*/) ?? [];
      return known.includes(etag)
        ? new Response(null, { status: 304, headers })
        : new Response(json, { headers: { ...headers, "content-type": "application/json" } });
    },
  }),
});
