import { sendVerificationAgain } from "@/lib/auth";
import { noContent, route, routes } from "@/lib/http/route";

/** The letter that verifies the address, once more. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "browser",
    run: async (ctx) => {
      await sendVerificationAgain(ctx);
      return noContent();
    },
  }),
});
