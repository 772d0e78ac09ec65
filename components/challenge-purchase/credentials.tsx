import { IconAlertTriangle } from "@tabler/icons-react";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import classes from "./result.module.css";

interface Props {
  login: number;
  /** Left out when the answer that carried it never arrived. */
  password: string | undefined;
  /** Where a new one is set. */
  challengeHref: string;
}

/** What to sign in to the trading account with. The password is here this once. */
export function Credentials({ login, password, challengeHref }: Props) {
  return (
    <section className={classes.credentials} aria-label="Trading account">
      <dl>
        <div>
          <dt>Login</dt>
          <dd>
            <code>{login}</code>
            <CopyButton value={String(login)} label="login" />
          </dd>
        </div>
        {password && (
          <div>
            <dt>Temporary password</dt>
            <dd>
              <code translate="no">{password}</code>
              <CopyButton value={password} label="password" />
            </dd>
          </div>
        )}
      </dl>
      <div className={classes.warning}>
        <IconAlertTriangle size={18} aria-hidden />
        {password ? (
          <p>
            <strong>Shown only now.</strong> We don't keep it and can't show it again: copy it
            before you leave this page, and change it when you first sign in. If you lose it, set a
            new one on the <TextLink href={challengeHref}>challenge's page</TextLink>.
          </p>
        ) : (
          <p>
            <strong>Set a password first.</strong> The temporary one is only ever in the very first
            answer, and that didn't reach this page. Set a new one on the{" "}
            <TextLink href={challengeHref}>challenge's page</TextLink>.
          </p>
        )}
      </div>
    </section>
  );
}
