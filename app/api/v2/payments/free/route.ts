import { requireCustomer } from "@/lib/context";
import { idempotencyKey, idempotent } from "@/lib/http/idempotency";
import { route, routes } from "@/lib/http/route";
import { claimFree } from "@/lib/payments";
import { freeInput } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";

const asItIs = (account: PropAccountView) => account;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app+session",
    body: freeInput,
    run: (ctx, { request, body }) => {
      // A replay runs no verb, and needs the same scope.
      requireCustomer(ctx, "payments:write");
      return idempotent(ctx, {
        route: "POST /v2/payments/free",
        key: idempotencyKey(request),
        body,
        run: (keyId) => claimFree(ctx, body, keyId),
        store: asItIs,
        restore: async (stored) => stored,
      });
    },
  }),
});
