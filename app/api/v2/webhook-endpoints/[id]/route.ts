import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/webhooks/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  operations.getWebhookEndpoint,
  operations.updateWebhookEndpoint,
  operations.deleteWebhookEndpoint,
);
