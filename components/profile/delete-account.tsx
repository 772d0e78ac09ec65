import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { ApiError, api } from "@/components/client/api";
import { accountPath, accountsPath } from "../account/paths";
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
  const [matters, setMatters] = useState<Matter[]>([]);
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

/** What has to be settled first, as the API lists it. Its schema isn't used here: it would load zod with this page. */
interface Matter {
  kind: string;
  id: string;
  message: string;
}

const isMatter = (it: unknown): it is Matter =>
  typeof it === "object" &&
  it !== null &&
  ["kind", "id", "message"].every((key) => typeof Reflect.get(it, key) === "string");

function mattersOf({ beside: { matters } }: ApiError): Matter[] {
  return Array.isArray(matters) ? matters.filter(isMatter) : [];
}

const payment = (id: string) => ({ href: paymentPath(id), text: "View payment" });

/** The page of each kind. A purchase that isn't finished has none of its own: it is in the list of accounts. */
const pages: Record<string, ((id: string) => { href: string; text: string }) | undefined> = {
  payment,
  refund: payment,
  dispute: payment,
  review: payment,
  challenge: (id) => ({ href: challengePath(Number(id)), text: "View challenge" }),
  wallet: (id) => ({ href: walletOf(Number(id)), text: "View wallet" }),
  account: (id) => ({ href: accountPath(id), text: "View account" }),
  purchase: () => ({ href: accountsPath, text: "View accounts" }),
};

function MatterLink({ matter: { kind, id } }: { matter: Matter }) {
  const page = pages[kind]?.(id);
  return page ? <TextLink href={page.href}>{page.text}</TextLink> : null;
}
