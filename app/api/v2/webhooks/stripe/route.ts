import { readText, STRIPE_BODY_LIMIT } from "@/lib/http/body";
import { limitAnonymous } from "@/lib/http/rate-limit";
import { route, routes } from "@/lib/http/route";
import { receiveEvent } from "@/lib/payments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "public",
    countsItself: true,
    run: async (ctx, { request }) => {
      const rawBody = await readText(request, STRIPE_BODY_LIMIT).catch(async (error: unknown) => {
        // Of one that is too large, late or broken off no signature says that Stripe sent it.
        await limitAnonymous(ctx.ip);
        throw error;
      });
      await receiveEvent(ctx, rawBody, request.headers.get("stripe-signature"));
      return { received: true };
    },
  }),
});
