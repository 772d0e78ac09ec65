import { route, routes } from "@/lib/http/route";
import { checkPayment } from "@/lib/payments";
import { paymentParams } from "@/lib/payments/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes({
  POST: route({
    surface: "admin",
    params: paymentParams,
    run: (ctx, { params }) => checkPayment(ctx, params.payment_id),
  }),
});
