import { useForm } from "@mantine/form";
import { api } from "@/components/client/api";
import { isSamePassword, MIN_PASSWORD } from "@/lib/core/password-text";
import { focusFirst } from "../auth/focus-first";
import { PasswordField } from "../auth/password-field";
import { PasswordForm } from "../auth/password-form";
import { useSend } from "../auth/use-send";
import { checkPassword } from "../auth/validate";
import classes from "./profile.module.css";

interface Props {
  close: () => void;
  done: () => void;
}

/** The form that changes the password. */
export function ChangePassword({ close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current_password: "", new_password: "" },
    validate: {
      current_password: (value) => (value ? null : "Enter your current password"),
      new_password: (value, { current_password }) =>
        isSamePassword(value, current_password)
          ? "Choose a password different from your current one"
          : checkPassword(value),
    },
  });
  const { send, busy, problem } = useSend(form, { INVALID_CREDENTIALS: "current_password" });
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        await api("POST", "/api/account/password", values);
        done();
      }),
    focusFirst(form),
  );
  return (
    <div className={classes.form}>
      <PasswordForm
        label="Change your password"
        button="Change password"
        submit={submit}
        busy={busy}
        problem={problem}
        close={close}
      >
        <PasswordField
          key={form.key("current_password")}
          label="Current password"
          autoComplete="current-password"
          {...form.getInputProps("current_password")}
        />
        <PasswordField
          key={form.key("new_password")}
          label="New password"
          description={`At least ${MIN_PASSWORD} characters. A short phrase works well.`}
          autoComplete="new-password"
          {...form.getInputProps("new_password")}
        />
      </PasswordForm>
    </div>
  );
}
