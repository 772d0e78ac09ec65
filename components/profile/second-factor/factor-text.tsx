import { IconAlertTriangle } from "@tabler/icons-react";
import type { ProfileView } from "@/lib/auth/schemas";
import panel from "../../ui/panel.module.css";
import classes from "../profile.module.css";

// With fewer codes left, the page tells the customer to generate new ones.
const FEW = 3;

/** What two-factor authentication does, or, once it is on, how many recovery codes are left. */
export function FactorText({ factor }: { factor: ProfileView["second_factor"] }) {
  const { on, required, recovery_codes_left: left } = factor;
  if (!on) {
    return (
      <>
        <p className={classes.text}>
          Require a code from an authenticator app when signing in, so a stolen password isn't
          enough.
        </p>
        {required && (
          <p className={panel.notice}>
            <IconAlertTriangle size={16} aria-hidden />
            Admins must turn this on to use the console.
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <p className={classes.text}>
        You need a code from your authenticator app to sign in.{" "}
        {left === 1 ? "1 recovery code" : `${left} recovery codes`} left.
      </p>
      {left < FEW && (
        <p className={panel.notice}>
          <IconAlertTriangle size={16} aria-hidden />
          Generate new recovery codes. If you lose your phone and have none left, only support can
          restore access.
        </p>
      )}
    </>
  );
}
