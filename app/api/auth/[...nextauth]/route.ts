import { z } from "zod";
import { nextAuth } from "@/lib/auth";
import { route, routes } from "@/lib/http/route";

const handler = route({
  surface: "public",
  params: z.object({ nextauth: z.array(z.string()) }),
  run: (ctx, { request, params }) => nextAuth(ctx, request, params),
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({ GET: handler, POST: handler });
