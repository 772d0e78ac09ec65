import Link from "next/link";
import { AccountMenu } from "./account-menu";
import type { FrameUser } from "./app-frame";
import { ButtonLink } from "./button-link";
import { ColourSchemeToggle } from "./colour-scheme-toggle";
import classes from "./header.module.css";
import { NavLink } from "./nav-link";
import { PhoneMenu } from "./phone-menu";
import { Wordmark } from "./wordmark";

interface Props {
  firmName: string;
  user: FrameUser | null;
}

/** Name, the few places there are, and who is signed in; on a phone behind one button. */
export function Header({ firmName, user }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link href="/" className={classes.home}>
          <Wordmark name={firmName} />
        </Link>
        <nav className={classes.nav} aria-label="Main">
          <NavLink href="/">Challenges</NavLink>
          {user && <NavLink href="/dashboard">Dashboard</NavLink>}
          {user?.role === "admin" && <NavLink href="/admin">Admin</NavLink>}
        </nav>
        <div className={classes.end}>
          <ColourSchemeToggle />
          <div className={classes.desktop}>
            {user ? (
              <AccountMenu email={user.email} />
            ) : (
              <>
                <ButtonLink href="/sign-in" variant="subtle" color="gray" size="sm">
                  Sign in
                </ButtonLink>
                <ButtonLink href="/sign-up" variant="default" size="sm">
                  Create account
                </ButtonLink>
              </>
            )}
          </div>
          <div className={classes.phone}>
            <PhoneMenu user={user} />
          </div>
        </div>
      </div>
    </header>
  );
}
