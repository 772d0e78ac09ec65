import { requireCustomer } from "@/lib/context";
import { idempotencyKey, idempotent } from "@/lib/http/idempotency";
import { route, routes } from "@/lib/http/route";
import { createDeposit, replayCheckout, storeCheckout } from "@/lib/payments";
import { depositInput } from "@/lib/payments/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app+session",
    body: depositInput,
    run: (ctx, { request, body }) => {
      // A replay runs no verb, and needs the same scope.
      requireCustomer(ctx, "payments:write");
      return idempotent(ctx, {
        route: "POST /v2/payments/deposits",
        key: idempotencyKey(request),
        body,
        run: (keyId) => createDeposit(ctx, body, keyId),
        store: storeCheckout,
        restore: replayCheckout,
      });
    },
  }),
});
