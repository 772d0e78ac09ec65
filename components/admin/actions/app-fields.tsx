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

const scopeLabels: Record<(typeof appScopes)[number], string> = {
  "payments:read": "Read payments",
  "payments:write":
    "Create checkouts, deposits and free accounts, buy from wallets, set trading passwords",
  "accounts:read": "Read prop accounts, wallets and challenges",
  "trading:read": "Read trading events",
  "trading:write": "Report trading events, which are judged",
  "webhooks:read": "Read webhook endpoints and deliveries",
  "webhooks:write": "Manage webhook endpoints",
  "auth:write": "Sign up and sign in customers; the other scopes decide what those sessions may do",
};

/** The name and the scopes of a new app. */
export function AppFields({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <>
      <TextInput label="Name" data-autofocus {...form.getInputProps("app.name")} />
      <Checkbox.Group label="Permissions" {...form.getInputProps("app.scopes")}>
        <div className={classes.boxes}>
          {appScopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={scopeLabels[scope]} description={scope} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label="First-party app"
        description="Receives events for all customers, not just those who signed up through it."
        {...form.getInputProps("app.first_party", { type: "checkbox" })}
      />
    </>
  );
}
