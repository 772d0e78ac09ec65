import { useForm } from "@mantine/form";
import type { RecoveryCodes } from "@/lib/auth/schemas";
import { api } from "@/lib/client/api";
import { CodeField } from "../../auth/code-field";
import { focusFirst } from "../../auth/focus-first";
import { PasswordField } from "../../auth/password-field";
import { PasswordForm } from "../../auth/password-form";
import { useSend } from "../../auth/use-send";
import classes from "../profile.module.css";

const wishes = {
  "turn-off": {
    label: "Turn two-factor sign-in off",
    button: "Turn off",
    path: "/api/account/second-factor/disable",
  },
  renew: {
    label: "Make new recovery codes",
    button: "Make new codes",
    path: "/api/account/second-factor/recovery-codes",
  },
};

interface Props {
  wish: keyof typeof wishes;
  close: () => void;
  /** With the new recovery codes, where that was the wish. */
  done: (codes: string[] | null) => void;
}

/** What takes the password and a code: turning it off, and new recovery codes. */
export function BothFactors({ wish, close, done }: Props) {
  const { label, button, path } = wishes[wish];
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "", code: "" },
    validate: {
      password: (value) => (value ? null : "Enter the password you sign in with"),
      code: (value) => (value.trim() ? null : "Enter a code"),
    },
  });
  const asked = { INVALID_CREDENTIALS: "password", TWO_FACTOR_INVALID: "code" };
  const { send, busy, problem } = useSend(form, asked);
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        const answer = await api<RecoveryCodes | null>("POST", path, values);
        done(answer?.recovery_codes ?? null);
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
          description="Of your authenticator app, or one of your recovery codes."
          inputMode="text"
          {...form.getInputProps("code")}
        />
      </PasswordForm>
    </div>
  );
}
