import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { type OpenMatter, openMatters } from "@/lib/personal-data/schemas";
import { focusFirst } from "../auth/focus-first";
import { FormError } from "../auth/form-error";
import { PasswordField } from "../auth/password-field";
import { useSend } from "../auth/use-send";
import { challengePath } from "../challenge/paths";
import { paymentPath } from "../payment/paths";
import { Form } from "../ui/form";
import { SubmitButton } from "../ui/submit-button";
import { TextLink } from "../ui/text-link";
import { walletOf } from "../wallet/paths";
import classes from "./profile.module.css";

interface Props {
  hasSecondFactor: boolean;
  close: () => void;
}

/** The form that deletes the account. What has to be settled first is listed, each with its page. */
export function DeleteAccount({ hasSecondFactor, close }: Props) {
  const [matters, setMatters] = useState<OpenMatter[]>([]);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "", code: "" },
    validate: {
      password: (value) => (value ? null : "Enter your password"),
      code: (value) => (hasSecondFactor && !value.trim() ? "Enter a code" : null),
    },
  });
  const { send, busy, problem } = useSend(form, {
    INVALID_CREDENTIALS: "password",
    TWO_FACTOR_INVALID: "code",
  });
  const submit = form.onSubmit(
    ({ password, code }) =>
      send(async () => {
        setMatters([]);
        try {
          const body = { password, ...(hasSecondFactor && { code: code.trim() }) };
          await api("POST", "/api/account/deletion", body);
        } catch (error) {
          if (error instanceof ApiError) setMatters(mattersOf(error));
          throw error;
        }
        // The session has ended: a full load shows the pages of a visitor.
        window.location.assign("/account-deleted");
      }),
    focusFirst(form),
  );
  return (
    <Form onSubmit={submit} aria-label="Delete your account" className={classes.form}>
      <Stack gap="md">
        <div>
          <FormError>{problem}</FormError>
          {matters.length > 0 && (
            <ul className={classes.matters}>
              {matters.map((matter) => (
                <li key={`${matter.kind} ${matter.id} ${matter.message}`}>
                  {matter.message} <MatterLink matter={matter} />
                </li>
              ))}
            </ul>
          )}
        </div>
        <PasswordField
          key={form.key("password")}
          label="Password"
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
        {hasSecondFactor && (
          <TextInput
            key={form.key("code")}
            label="Code from your authenticator app"
            autoComplete="one-time-code"
            {...form.getInputProps("code")}
          />
        )}
        <div className={classes.buttons}>
          <SubmitButton loading={busy} color="red.9">
            Delete my account permanently
          </SubmitButton>
          <Button variant="subtle" color="gray" onClick={close} disabled={busy}>
            Keep my account
          </Button>
        </div>
      </Stack>
    </Form>
  );
}

function mattersOf({ beside }: ApiError): OpenMatter[] {
  const read = openMatters.safeParse(beside);
  return read.success ? (read.data.matters ?? []) : [];
}

/** The page of what has to be settled. A prop account and a purchase that isn't finished have none of their own. */
function MatterLink({ matter: { kind, id } }: { matter: OpenMatter }) {
  switch (kind) {
    case "payment":
    case "refund":
    case "dispute":
    case "review":
      return <TextLink href={paymentPath(id)}>View payment</TextLink>;
    case "challenge":
      return <TextLink href={challengePath(Number(id))}>View challenge</TextLink>;
    case "wallet":
      return <TextLink href={walletOf(Number(id))}>View wallet</TextLink>;
    case "account":
    case "purchase":
      return <TextLink href="/dashboard">View dashboard</TextLink>;
  }
}
