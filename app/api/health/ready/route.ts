import { checkReadiness } from "@/lib/health";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "public",
    run: async ({ db }) => {
      const readiness = await checkReadiness(db);
      return Response.json(readiness, { status: readiness.status === "ready" ? 200 : 503 });
    },
  }),
});
