import { env } from "./env";
import type { ReceiptView } from "./receipt-view";

/** The seller and the buyer of a receipt: the firm by its settings, the customer as they are now. */
export function receiptParties({ name, email }: ReceiptView["buyer"]) {
  const { FIRM_NAME, FIRM_ADDRESS, FIRM_TAX_NUMBER, SUPPORT_EMAIL } = env();
  return {
    seller: {
      name: FIRM_NAME,
      address: FIRM_ADDRESS,
      tax_number: FIRM_TAX_NUMBER ?? null,
      email: SUPPORT_EMAIL,
    },
    buyer: { name, email },
  };
}
