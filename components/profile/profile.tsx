import type { ProfileView } from "@/lib/auth/schemas";
import heading from "../dashboard/dashboard.module.css";
import { EmailAddress } from "./email-address";
import { NameForm } from "./name-form";
import { Password } from "./password";
import classes from "./profile.module.css";
import { SecondFactor } from "./second-factor/second-factor";
import { Sessions } from "./sessions";

/** The profile page: email, name, password, two-factor sign-in and sessions. */
export function Profile({ profile }: { profile: ProfileView }) {
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
      </section>
      <Password />
      <SecondFactor
        factor={profile.second_factor}
        needsVerifiedEmail={profile.sends_mail && !profile.email_verified}
      />
      <Sessions sessions={sessions} />
    </div>
  );
}
