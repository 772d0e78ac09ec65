import { IconAlertTriangle } from "@tabler/icons-react";
import type { ProfileView } from "@/lib/auth/schemas";
import panel from "../../ui/panel.module.css";
import classes from "../profile.module.css";

// With fewer than these left it is time for new ones.
const FEW = 3;

/** What two-factor sign-in does, or what there is to know of it once it is on. */
export function FactorText({ factor }: { factor: ProfileView["second_factor"] }) {
  const { on, required, recovery_codes_left: left } = factor;
  if (!on) {
    return (
      <>
        <p className={classes.text}>
          Signing in then takes a code of an authenticator app as well. Whoever learns your password
          doesn't get in with it.
        </p>
        {required && (
          <p className={panel.notice}>
            <IconAlertTriangle size={16} aria-hidden />
            The console opens to admins who have turned it on.
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <p className={classes.text}>
        Signing in takes a code of your authenticator app.{" "}
        {left === 1 ? "1 recovery code is" : `${left} recovery codes are`} left.
      </p>
      {left < FEW && (
        <p className={panel.notice}>
          <IconAlertTriangle size={16} aria-hidden />
          Make new recovery codes: without one and without your phone nobody can let you in but
          support.
        </p>
      )}
    </>
  );
}
