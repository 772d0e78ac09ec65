import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/evaluation/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  operations.listTradingEvents,
  operations.receiveTradingEvents,
);
