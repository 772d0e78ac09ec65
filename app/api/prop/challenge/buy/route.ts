import { buyChallenge } from "@/lib/challenges";
import { buyInput } from "@/lib/challenges/schemas";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "session",
    body: buyInput,
    run: async (ctx, input) => {
      const { status, body } = await buyChallenge(ctx, input.body);
      return Response.json(body, { status });
    },
  }),
});
