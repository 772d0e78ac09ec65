import { useForm } from "@mantine/form";
import { api } from "@/components/client/api";
import type { RecoveryCodes } from "@/lib/auth/schemas";
import { CodeField } from "../../auth/code-field";
import { focusFirst } from "../../auth/focus-first";
import { PasswordField } from "../../auth/password-field";
import { PasswordForm } from "../../auth/password-form";
import { useSend } from "../../auth/use-send";
import classes from "../profile.module.css";

const actions = {
  "turn-off": {
    label: "Turn off two-factor authentication",
    button: "Turn off",
    path: "/api/account/second-factor/disable",
  },
  renew: {
    label: "Generate new recovery codes",
    button: "Generate codes",
    path: "/api/account/second-factor/recovery-codes",
  },
};

interface Props {
  action: keyof typeof actions;
  close: () => void;
  /** Called with the new recovery codes, or null after turning it off. */
  done: (codes: string[] | null) => void;
}

/** The form for what needs the password and a code: turning it off, and new recovery codes. */
export function BothFactors({ action, close, done }: Props) {
  const { label, button, path } = actions[action];
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "", code: "" },
    validate: {
      password: (value) => (value ? null : "Enter your password"),
      code: (value) => (value.trim() ? null : "Enter the code"),
    },
  });
  const { send, busy, problem } = useSend(form, {
    INVALID_CREDENTIALS: "password",
    TWO_FACTOR_INVALID: "code",
  });
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        const codes = await api<RecoveryCodes | null>("POST", path, values);
        done(codes?.recovery_codes ?? null);
      }),
    focusFirst(form),
  );
  return (
    <div className={classes.form}>
      <PasswordForm
        label={label}
        button={button}
        submit={submit}
        busy={busy}
        problem={problem}
        close={close}
      >
        <PasswordField
          key={form.key("password")}
          label="Your password"
          autoComplete="current-password"
          {...form.getInputProps("password")}
        />
        <CodeField
          key={form.key("code")}
          description="From your authenticator app, or a recovery code."
          inputMode="text"
          {...form.getInputProps("code")}
        />
      </PasswordForm>
    </div>
  );
}
