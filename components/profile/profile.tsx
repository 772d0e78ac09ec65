import type { ProfileView } from "@/lib/auth/schemas";
import heading from "../dashboard/dashboard.module.css";
import { EmailAddress } from "./email-address";
import { NameForm } from "./name-form";
import { Password } from "./password";
import classes from "./profile.module.css";
import { SecondFactor } from "./second-factor/second-factor";
import { Sessions } from "./sessions";

/** A customer's own page: who they are here, and what guards their account. */
export function Profile({ profile }: { profile: ProfileView }) {
  const { email, name, sessions } = profile;
  return (
    <div className={classes.page}>
      <h1 className={heading.heading}>Profile</h1>
      <section className={classes.panel} aria-labelledby="you">
        <h2 id="you" className={classes.title}>
          You
        </h2>
        <EmailAddress
          email={email}
          verified={profile.email_verified}
          sendsMail={profile.sends_mail}
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
