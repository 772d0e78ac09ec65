import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { api } from "@/components/client/api";
import { focusFirst } from "../auth/focus-first";
import { PasswordField } from "../auth/password-field";
import { PasswordForm } from "../auth/password-form";
import { useSend } from "../auth/use-send";
import { checkEmail } from "../auth/validate";
import classes from "./profile.module.css";

interface Props {
  close: () => void;
  /** Called with the new address once the link is sent. */
  done: (email: string) => void;
}

/** The form that requests a change of the email address. */
export function ChangeEmail({ close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: checkEmail,
      password: (value) => (value ? null : "Enter your password"),
    },
  });
  const { send, busy, problem } = useSend(form, {
    INVALID_CREDENTIALS: "password",
    EMAIL_TAKEN: "email",
  });
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        await api("POST", "/api/account/email", values);
        done(values.email.trim());
      }),
    focusFirst(form),
  );
  return (
    <div className={classes.form}>
      <PasswordForm
        label="Change your email address"
        button="Send link"
        submit={submit}
        busy={busy}
        problem={problem}
        close={close}
      >
        <TextInput
          key={form.key("email")}
          label="New email"
          description="We send a link there. Your address changes once you've confirmed it."
          type="email"
          autoComplete="email"
          {...form.getInputProps("email")}
        />
        <PasswordField
          key={form.key("password")}
          label="Password"
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
      </PasswordForm>
    </div>
  );
}
