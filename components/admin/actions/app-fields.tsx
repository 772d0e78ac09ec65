import { Checkbox, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { appScopes } from "@/lib/actions/schemas";
import classes from "./actions.module.css";
import type { Values } from "./input";

export const emptyApp: Values["app"] = {
  name: "",
  scopes: ["payments:read", "payments:write", "accounts:read"],
  first_party: false,
};

const meanings: Record<(typeof appScopes)[number], string> = {
  "payments:read": "read payments",
  "payments:write": "check out, deposit, claim free accounts, spend wallets, set trading passwords",
  "accounts:read": "read prop accounts, wallets and challenges",
  "webhooks:read": "read webhook endpoints and deliveries",
  "webhooks:write": "change webhook endpoints",
  "auth:write": "sign customers up and in; the other scopes decide what those sessions may do",
};

/** A new app's name and what it may do. */
export function AppFields({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <>
      <TextInput label="Name" data-autofocus {...form.getInputProps("app.name")} />
      <Checkbox.Group label="It may" {...form.getInputProps("app.scopes")}>
        <div className={classes.boxes}>
          {appScopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={meanings[scope]} description={scope} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label="It is the firm's own"
        description="It is told of every customer's events, not only of those who came through it."
        {...form.getInputProps("app.first_party", { type: "checkbox" })}
      />
    </>
  );
}
