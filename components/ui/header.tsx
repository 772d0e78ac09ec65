import Link from "next/link";
import { AccountMenu } from "./account-menu";
import type { FrameUser } from "./app-frame";
import { ColourSchemeToggle } from "./colour-scheme-toggle";
import classes from "./header.module.css";
import { NavLink } from "./nav-link";
import { PhoneMenu } from "./phone-menu";
import { placesOf, publicPlaces } from "./places";
import { SignInLinks } from "./sign-in-links";
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
          {(user ? placesOf(user) : publicPlaces).map(({ href, text }) => (
            <NavLink key={href} href={href}>
              {text}
            </NavLink>
          ))}
        </nav>
        <div className={classes.end}>
          <ColourSchemeToggle />
          <div className={classes.desktop}>
            {user ? <AccountMenu email={user.email} /> : <SignInLinks />}
          </div>
          <div className={classes.phone}>
            <PhoneMenu user={user} />
          </div>
        </div>
      </div>
    </header>
  );
}
