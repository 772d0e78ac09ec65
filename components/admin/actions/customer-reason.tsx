import { NativeSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ActionName } from "@/lib/actions/schemas";
import type { FirmReason } from "@/lib/prop-accounts/schemas";
import type { Values } from "./input";

const labels: Record<FirmReason, string> = {
  other: "No reason given",
  terms: "It broke our terms",
  verification: "Their details have to be verified",
  customer_request: "They asked for it",
};

/** Whether the customer is told why, by a reason that the operator chooses. */
export const hasCustomerReason = (action: ActionName) =>
  action === "account.suspend" || action === "account.close";

/** What the customer is told of why. */
export function CustomerReason({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <NativeSelect
      label="Reason in the email to the customer"
      data={Object.entries(labels).map(([value, label]) => ({ value, label }))}
      {...form.getInputProps("customerReason")}
    />
  );
}
