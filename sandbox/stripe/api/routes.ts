import { listCharges, retrieveCharge } from "../charges";
import { closeDispute, listDisputes, retrieveDispute, updateDispute } from "../disputes";
import { listEvents, retrieveEvent } from "../events";
import {
  cancelIntent,
  confirmIntent,
  createIntent,
  listIntents,
  retrieveIntent,
  updateIntent,
} from "../payment-intents";
import { createPaymentMethod, retrievePaymentMethod } from "../payment-methods";
import { createRefund, listRefunds, retrieveRefund, updateRefund } from "../refunds";
import {
  createEndpoint,
  deleteEndpoint,
  listEndpoints,
  retrieveEndpoint,
  updateEndpoint,
} from "../webhooks/endpoints";
import type { ApiHandler } from "./call";

/** One endpoint of the API; `browser` marks those that a publishable key may call. */
export type Route = {
  readonly method: string;
  readonly path: string;
  readonly handler: ApiHandler;
  readonly browser: boolean;
};

/** All endpoints of the API. */
export const routes: readonly Route[] = [
  browser("POST", "/v1/payment_methods", createPaymentMethod),
  secret("GET", "/v1/payment_methods/:id", retrievePaymentMethod),

  secret("POST", "/v1/payment_intents", createIntent),
  secret("GET", "/v1/payment_intents", listIntents),
  browser("GET", "/v1/payment_intents/:id", retrieveIntent),
  secret("POST", "/v1/payment_intents/:id", updateIntent),
  browser("POST", "/v1/payment_intents/:id/confirm", confirmIntent),
  secret("POST", "/v1/payment_intents/:id/cancel", cancelIntent),

  secret("GET", "/v1/charges", listCharges),
  secret("GET", "/v1/charges/:id", retrieveCharge),

  secret("POST", "/v1/refunds", createRefund),
  secret("GET", "/v1/refunds", listRefunds),
  secret("GET", "/v1/refunds/:id", retrieveRefund),
  secret("POST", "/v1/refunds/:id", updateRefund),

  secret("GET", "/v1/disputes", listDisputes),
  secret("GET", "/v1/disputes/:id", retrieveDispute),
  secret("POST", "/v1/disputes/:id", updateDispute),
  secret("POST", "/v1/disputes/:id/close", closeDispute),

  secret("GET", "/v1/events", listEvents),
  secret("GET", "/v1/events/:id", retrieveEvent),

  secret("POST", "/v1/webhook_endpoints", createEndpoint),
  secret("GET", "/v1/webhook_endpoints", listEndpoints),
  secret("GET", "/v1/webhook_endpoints/:id", retrieveEndpoint),
  secret("POST", "/v1/webhook_endpoints/:id", updateEndpoint),
  secret("DELETE", "/v1/webhook_endpoints/:id", deleteEndpoint),
];

function secret(method: string, path: string, handler: ApiHandler): Route {
  return { method, path, handler, browser: false };
}

function browser(method: string, path: string, handler: ApiHandler): Route {
  return { method, path, handler, browser: true };
}
