import { CopyButton } from "./copy-button";
import classes from "./temporary-password.module.css";

interface Props {
  login: number;
  password: string;
}

/** A trading account's new password, the one time that it can be seen. */
export function TemporaryPassword({ login, password }: Props) {
  return (
    <div className={classes.panel} role="status">
      <p className={classes.title}>Save this password now</p>
      <dl className={classes.facts}>
        <div>
          <dt>Login</dt>
          <dd>
            <code>{login}</code>
            <CopyButton value={String(login)} label="login" />
          </dd>
        </div>
        <div>
          <dt>Temporary password</dt>
          <dd>
            <code>{password}</code>
            <CopyButton value={password} label="temporary password" />
          </dd>
        </div>
      </dl>
      <p className={classes.warning}>
        It is shown this once: we keep no copy of it. Change it to one of your own before you trade.
      </p>
    </div>
  );
}
