import type { ProfileView } from "@/lib/auth/schemas";
import heading from "../dashboard/dashboard.module.css";
import { EmailAddress } from "./email-address";
import { NameForm } from "./name-form";
import { Password } from "./password";
import classes from "./profile.module.css";
import { SecondFactor } from "./second-factor/second-factor";
import { Sessions } from "./sessions";
import { TimeZoneForm } from "./time-zone-form";
import { YourData } from "./your-data";

interface Props {
  profile: ProfileView;
  /** The time zones that can be chosen. */
  timeZones: readonly string[];
}

/** The profile page: email, name, time zone, password, two-factor sign-in, sessions and data. */
export function Profile({ profile, timeZones }: Props) {
  const { email, name, sessions } = profile;
  return (
    <div className={classes.page}>
      <h1 className={heading.heading}>Profile</h1>
      <section className={classes.panel} aria-labelledby="you">
        <h2 id="you" className={classes.title}>
          Personal details
        </h2>
        <EmailAddress
          email={email}
          verified={profile.email_verified}
          isEmailEnabled={profile.sends_mail}
        />
        <NameForm name={name} />
        <TimeZoneForm zone={profile.time_zone} zones={timeZones} />
      </section>
      <Password />
      <SecondFactor
        factor={profile.second_factor}
        needsVerifiedEmail={profile.sends_mail && !profile.email_verified}
      />
      <Sessions sessions={sessions} />
      <YourData hasSecondFactor={profile.second_factor.on} isAdmin={profile.role === "admin"} />
    </div>
  );
}
