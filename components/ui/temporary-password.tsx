import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";
import classes from "./temporary-password.module.css";

interface Props {
  login: number;
  /** Missing if the response that contained it was lost. */
  password?: string;
  /** How to set another one, if the page doesn't already say so. */
  children?: ReactNode;
}

/** The login and temporary password of a trading account. The password is shown only once. */
export function TemporaryPassword({ login, password, children }: Props) {
  return (
    <div className={classes.panel} role="status">
      <dl className={classes.facts}>
        <Fact name="Login" value={String(login)} />
        {password && <Fact name="Temporary password" value={password} />}
      </dl>
      <div className={classes.warning}>
        <IconAlertTriangle size={18} aria-hidden />
        {password ? (
          <p>
            <strong>Save this password now.</strong> You won't see it again. Change it before you
            start trading. {children}
          </p>
        ) : (
          <p>
            <strong>Set a password first.</strong> The temporary password couldn't be displayed
            here. Set a new one to sign in to the platform. {children}
          </p>
        )}
      </div>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code translate="no">{value}</code>
        <CopyButton value={value} label={name.toLowerCase()} />
      </dd>
    </div>
  );
}
