import { IconAlertTriangle } from "@tabler/icons-react";
import type { ActionView } from "@/lib/actions/schemas";
import { CopyButton } from "../../ui/copy-button";
import classes from "../../ui/temporary-password.module.css";

/** An app's secret, this one time. */
export function AppSecret({ secret }: { secret: NonNullable<ActionView["secret"]> }) {
  return (
    <div className={classes.panel} role="status">
      <dl className={classes.facts}>
        {Object.entries(secret).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code translate="no">{value}</code>
              <CopyButton value={value} label={name} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={classes.warning}>
        <IconAlertTriangle size={18} aria-hidden />
        <p>
          <strong>Save the secret now.</strong> It is shown this once: only a hash of it is kept.
        </p>
      </div>
    </div>
  );
}
