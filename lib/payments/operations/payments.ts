import { z } from "zod";
import { operation } from "@/lib/http/operation";
import { pageQuery } from "@/lib/http/page-query";
import { listResponse } from "@/lib/http/pagination";
import { deposit, payment } from "../examples";
import { getPayment, listPayments } from "../read";
import { paymentParams, paymentView } from "../schemas";
import { syncPayment } from "../sync-payment";

const PAGE = "Newest first. The next page's URL is in the Link header.";

/** A customer's payments. */
export const paymentOperations = {
  listPayments: operation({
    route: "GET /api/v2/payments",
    tag: "Payments",
    summary: "List payments",
    description: `Lists the customer's payments for challenges and deposits. ${PAGE}`,
    surface: "app+session",
    scope: "payments:read",
    query: pageQuery("pay"),
    isPaginated: true,
    responses: {
      200: {
        description: "A page of payments.",
        schema: z.array(paymentView),
        example: [deposit, payment],
      },
    },
    ids: { cursor: "payment" },
    run: async (ctx, { request, query }) => listResponse(request, await listPayments(ctx, query)),
  }),
  getPayment: operation({
    route: "GET /api/v2/payments/[payment_id]",
    tag: "Payments",
    summary: "Get a payment",
    description:
      "`status` is the status of Stripe's PaymentIntent, then `refunded`, `partially_refunded` or `disputed`.",
    surface: "app+session",
    scope: "payments:read",
    params: paymentParams,
    responses: { 200: { description: "The payment.", schema: paymentView, example: payment } },
    errors: ["NOT_FOUND"],
    ids: { payment_id: "payment" },
    run: (ctx, { params }) => getPayment(ctx, params.payment_id),
  }),
  syncPayment: operation({
    route: "POST /api/v2/payments/[payment_id]/sync",
    tag: "Payments",
    summary: "Sync a payment with Stripe",
    description:
      "Fetches the PaymentIntent from Stripe and applies any changes, as a webhook would. Use it if no account has appeared after 10 seconds, or when a customer opens a payment that isn't final. Limited to once every 5 seconds per payment, and to 30 times a minute per customer unless the firm has set another limit.",
    surface: "app+session",
    scope: "payments:write",
    params: paymentParams,
    responses: {
      200: { description: "The payment's current state.", schema: paymentView, example: payment },
    },
    errors: ["NOT_FOUND", "PAYMENT_PROVIDER_ERROR"],
    effect: "Fetches the payment from Stripe and applies any changes.",
    ids: { payment_id: "payment" },
    run: (ctx, { params }) => syncPayment(ctx, params.payment_id),
  }),
};
