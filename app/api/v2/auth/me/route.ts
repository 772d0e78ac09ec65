import { me } from "@/lib/auth";
import { route, routes } from "@/lib/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({ surface: "app+session", run: (ctx) => me(ctx) }),
});
