import { useForm } from "@mantine/form";
import { focusFirst } from "@/components/auth/focus-first";
import { PasswordField } from "@/components/auth/password-field";
import { PasswordForm } from "@/components/auth/password-form";
import { useSend } from "@/components/auth/use-send";
import { api } from "@/components/client/api";
import type { NewPasswordView } from "@/lib/trading/schemas";
import { problemMessage } from "./messages";

interface Props {
  login: number;
  close: () => void;
  done: (temporaryPassword: string) => void;
}

/** Gives a new temporary password to a trader who has lost the account's and enters their sign-in password. */
export function ResetPassword({ login, close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: { password: (value) => (value ? null : "Enter your account password") },
  });
  const { send, busy, problem } = useSend(
    form,
    { INVALID_CREDENTIALS: "password" },
    problemMessage,
  );
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        const path = `/prop/accounts/${login}/password/reset`;
        done((await api<NewPasswordView>("POST", path, values)).temporary_password);
      }),
    focusFirst(form),
  );
  return (
    <PasswordForm
      label="Get new trading password"
      button="Get new password"
      submit={submit}
      busy={busy}
      problem={problem}
      close={close}
    >
      <PasswordField
        key={form.key("password")}
        label="Your account password"
        description={`To confirm it's you. The current trading password for login ${login} will stop working.`}
        autoComplete="current-password"
        {...form.getInputProps("password")}
      />
    </PasswordForm>
  );
}
