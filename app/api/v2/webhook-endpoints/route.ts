import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  operations.listWebhookEndpoints,
  operations.createWebhookEndpoint,
);
