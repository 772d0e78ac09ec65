import { route, routes } from "@/lib/http/route";
import { openApiDocument } from "@/lib/openapi";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "public",
    run: () =>
      Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } }),
  }),
});
