import { type Context, requireCustomer } from "./context";
import { env } from "./env";

/** Who sold and who bought, as a receipt names them: the firm by its settings, the customer as they are now. */
export function partiesOf(ctx: Context) {
  const { name, email } = requireCustomer(ctx);
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
