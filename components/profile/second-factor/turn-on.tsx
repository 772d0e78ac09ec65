import { useForm } from "@mantine/form";
import { api } from "@/components/client/api";
import type { SecondFactorSetUp } from "@/lib/auth/schemas";
import { focusFirst } from "../../auth/focus-first";
import { PasswordField } from "../../auth/password-field";
import { PasswordForm } from "../../auth/password-form";
import { useSend } from "../../auth/use-send";
import classes from "../profile.module.css";

interface Props {
  close: () => void;
  done: (setUp: SecondFactorSetUp) => void;
}

/** The first step asks for the password, so that an unattended browser isn't enough. */
export function TurnOn({ close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: { password: (value) => (value ? null : "Enter your password") },
  });
  const { send, busy, problem } = useSend(form, { INVALID_CREDENTIALS: "password" });
  const submit = form.onSubmit(
    (values) =>
      send(async () =>
        done(await api<SecondFactorSetUp>("POST", "/api/account/second-factor", values)),
      ),
    focusFirst(form),
  );
  return (
    <div className={classes.form}>
      <PasswordForm
        label="Turn on two-factor authentication"
        button="Continue"
        submit={submit}
        busy={busy}
        problem={problem}
        close={close}
      >
        <PasswordField
          key={form.key("password")}
          label="Your password"
          description="To confirm it's you."
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
      </PasswordForm>
    </div>
  );
}
