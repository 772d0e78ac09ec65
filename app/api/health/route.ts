import { checkHealth } from "@/lib/health";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "public",
    run: async ({ db }) => {
      const health = await checkHealth(db);
      return Response.json(health, { status: health.status === "ok" ? 200 : 503 });
    },
  }),
});
