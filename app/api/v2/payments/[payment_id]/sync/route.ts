import { route, routes } from "@/lib/http/route";
import { syncPayment } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "app+session",
    params: paymentParams,
    run: (ctx, { params }) => syncPayment(ctx, params.payment_id),
  }),
});
