import { useForm } from "@mantine/form";
import { api } from "@/components/client/api";
import type { RecoveryCodes, SecondFactorSetUp } from "@/lib/auth/schemas";
import { CodeField } from "../../auth/code-field";
import { focusFirst } from "../../auth/focus-first";
import { PasswordForm } from "../../auth/password-form";
import { useSend } from "../../auth/use-send";
import { CopyButton } from "../../ui/copy-button";
import { QrCode } from "./qr-code";
import classes from "./second-factor.module.css";

interface Props {
  setUp: SecondFactorSetUp;
  close: () => void;
  done: (codes: string[]) => void;
}

/** The second step: the authenticator app scans the secret, and a first code proves it. */
export function ConfirmCode({ setUp, close, done }: Props) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { code: "" },
    validate: { code: (value) => (value.trim() ? null : "Enter the code from your app") },
  });
  const { send, busy, problem } = useSend(form, { TWO_FACTOR_INVALID: "code" });
  const submit = form.onSubmit(
    (values) =>
      send(async () => {
        const path = "/api/account/second-factor/confirm";
        done((await api<RecoveryCodes>("POST", path, values)).recovery_codes);
      }),
    focusFirst(form),
  );
  return (
    <div className={classes.scan}>
      <QrCode text={setUp.uri} label="QR code for your authenticator app" className={classes.qr} />
      <div className={classes.steps}>
        <p>
          Scan the code with an authenticator app, such as Google Authenticator, 1Password or Aegis.
          Can't scan? Enter this key instead:
        </p>
        <p className={classes.secret}>
          <code translate="no">{setUp.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")}</code>
          <CopyButton value={setUp.secret} label="key" />
        </p>
        <PasswordForm
          label="Confirm the code"
          button="Turn on"
          submit={submit}
          busy={busy}
          problem={problem}
          close={close}
        >
          <CodeField key={form.key("code")} {...form.getInputProps("code")} />
        </PasswordForm>
      </div>
    </div>
  );
}
