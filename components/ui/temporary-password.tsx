import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";
import classes from "./temporary-password.module.css";

interface Props {
  login: number;
  /** Left out when the answer that carried it never arrived. */
  password?: string;
  /** How to get another one, where that isn't beside it. */
  children?: ReactNode;
}

/** What to sign in to a trading account with. The password can be seen this one time. */
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
            <strong>Save this password now.</strong> It is shown this once: we keep no copy of it.
            Change it to one of your own before you trade. {children}
          </p>
        ) : (
          <p>
            <strong>Set a password first.</strong> The temporary one is only ever in the very first
            answer, and that didn't reach this page. {children}
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
