import { useForm } from "@mantine/form";
import { focusFirst } from "@/components/auth/focus-first";
import { PasswordField } from "@/components/auth/password-field";
import { PasswordForm } from "@/components/auth/password-form";
import { useSend } from "@/components/auth/use-send";
import { api } from "@/components/client/api";
import type { TradingAccountView } from "@/lib/trading/schemas";

import { checkNewPassword, problemMessage } from "./messages";

interface Props {
  login: number;
  close: () => void;
  done: () => void;
}

/** Replaces the account's password with one that the trader chooses. */
export function ChangePassword({ login, close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current_password: "", new_password: "" },
    validate: {
      current_password: (value) => (value ? null : "Enter the current trading password"),
      new_password: (value, { current_password }) => checkNewPassword(value, current_password),
    },
  });
  const { send, busy, problem } = useSend(
    form,
    { INVALID_CREDENTIALS: "current_password" },
    problemMessage,
  );
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        await api<TradingAccountView>("POST", `/prop/accounts/${login}/password`, values);
        done();
      }),
    focusFirst(form),
  );
  return (
    <PasswordForm
      label="Change trading password"
      button="Change password"
      submit={submit}
      busy={busy}
      problem={problem}
      close={close}
    >
      <PasswordField
        key={form.key("current_password")}
        label="Current trading password"
        autoComplete="off"
        {...form.getInputProps("current_password")}
      />
      <PasswordField
        key={form.key("new_password")}
        label="New trading password"
        description="10 to 128 characters."
        autoComplete="new-password"
        {...form.getInputProps("new_password")}
      />
    </PasswordForm>
  );
}
