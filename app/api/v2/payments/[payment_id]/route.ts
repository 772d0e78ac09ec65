import { route, routes } from "@/lib/http/route";
import { getPayment } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  GET: route({
    surface: "app+session",
    params: paymentParams,
    run: (ctx, { params }) => getPayment(ctx, params.payment_id),
  }),
});
