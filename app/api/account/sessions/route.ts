import { endOtherSessions } from "@/lib/auth";
import { requireCustomer } from "@/lib/context";
import { noContent, route, routes } from "@/lib/http/route";

/** All of the customer's sessions but this one. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  DELETE: route({
    surface: "browser",
    run: async (ctx) => {
      await endOtherSessions(ctx.db, requireCustomer(ctx));
      return noContent();
    },
  }),
});
