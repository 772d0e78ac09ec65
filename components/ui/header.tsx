import Link from "next/link";
import { AccountMenu } from "./account-menu";
import { ColourSchemeToggle } from "./colour-scheme-toggle";
import classes from "./header.module.css";
import type { SignedInUser } from "./nav-items";
import { homeOf, navItemsOf, publicNavItems } from "./nav-items";
import { NavLink } from "./nav-link";
import { PhoneMenu } from "./phone-menu";
import { SignInLinks } from "./sign-in-links";
import wordmark from "./wordmark.module.css";

interface Props {
  firmName: string;
  user: SignedInUser | null;
}

/** The header: firm name, navigation, and the account menu; on a phone behind one button. */
export function Header({ firmName, user }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Link href={homeOf(user)} className={classes.home}>
          <Wordmark name={firmName} />
        </Link>
        <nav className={classes.nav} aria-label="Main">
          {(user ? navItemsOf(user) : publicNavItems).map(({ href, text }) => (
            <NavLink key={href} href={href}>
              {text}
            </NavLink>
          ))}
        </nav>
        <div className={classes.end}>
          <ColourSchemeToggle />
          <div className={classes.desktop}>
            {user ? <AccountMenu user={user} /> : <SignInLinks />}
          </div>
          <div className={classes.phone}>
            <PhoneMenu user={user} />
          </div>
        </div>
      </div>
    </header>
  );
}

/** The firm's name beside its logo: three rising bars, the last one in the accent colour. */
function Wordmark({ name }: { name: string }) {
  return (
    <span className={wordmark.wordmark}>
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <rect x="2" y="12" width="4.5" height="8" rx="1.5" fill="currentColor" opacity="0.45" />
        <rect x="8.75" y="7" width="4.5" height="13" rx="1.5" fill="currentColor" opacity="0.75" />
        <rect className={wordmark.last} x="15.5" y="2" width="4.5" height="18" rx="1.5" />
      </svg>
      {name}
    </span>
  );
}
