import { serve } from "@/lib/api/serve";
import { operations } from "@/lib/purchases/operations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = serve(operations.getPurchase);
