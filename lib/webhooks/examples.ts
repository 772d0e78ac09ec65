import type { DeliveryView, EndpointView, EndpointWithSecretView } from "./schemas";

export const endpoint: EndpointView = {
  id: "we_01932f9e2c337d4a8f6b7c8d9e0f1a2b",
  url: "https://your.example/webhooks",
  events: ["payment.succeeded", "prop_account.active"],
  description: null,
  enabled: true,
  disabled_at: null,
  disabled_reason: null,
  failing_since: null,
  previous_secret_expires_at: null,
  created_at: "2026-11-21T09:00:00.000Z",
};

export const endpointWithSecret: EndpointWithSecretView = {
  ...endpoint,
  secret: "whsec_bmV2ZXIgYSByZWFsIHNlY3JldCwgb25seSBhbiBleGFtcGxl",
};

export const delivery: DeliveryView = {
  id: "whd_01932fa03d447e5b9a7c8d9e0f1a2b3c",
  endpoint_id: endpoint.id,
  event_id: "evt_01932fa03d3f7a6c8b9d0e1f2a3b4c5d",
  event_type: "payment.succeeded",
  redelivery_of: null,
  status: "succeeded",
  attempts: 1,
  response_status: 204,
  response_body: null,
  error: null,
  duration_ms: 84,
  created_at: "2026-11-21T09:30:41.000Z",
  last_attempt_at: "2026-11-21T09:30:41.200Z",
  next_attempt_at: null,
};

export const pendingDelivery: DeliveryView = {
  ...delivery,
  status: "pending",
  attempts: 0,
  response_status: null,
  duration_ms: null,
  last_attempt_at: null,
  next_attempt_at: "2026-11-21T09:30:41.000Z",
};
