import { useForm } from "@mantine/form";
import { focusFirst } from "@/components/auth/focus-first";
import { PasswordField } from "@/components/auth/password-field";
import { PasswordForm } from "@/components/auth/password-form";
import { useSend } from "@/components/auth/use-send";
import { api } from "@/lib/client/api";
import type { NewPasswordView } from "@/lib/trading/schemas";
import { problemWords } from "./words";

interface Props {
  login: number;
  close: () => void;
  done: (temporaryPassword: string) => void;
}

/** A new temporary password for who has lost the account's and gives their own sign-in password. */
export function ResetPassword({ login, close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: { password: (value) => (value ? null : "Enter the password you sign in here with") },
  });
  const { send, busy, problem } = useSend(form, { INVALID_CREDENTIALS: "password" }, problemWords);
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
      label="Get a new trading password"
      button="Get a new password"
      submit={submit}
      busy={busy}
      problem={problem}
      close={close}
    >
      <PasswordField
        key={form.key("password")}
        label="Your sign-in password"
        description={`To be sure that it is you. The password that login ${login} has now stops working.`}
        autoComplete="current-password"
        {...form.getInputProps("password")}
      />
    </PasswordForm>
  );
}
