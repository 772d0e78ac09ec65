import { profilePath } from "../ui/nav-items";
import { ConfirmLink } from "./confirm-link";

interface Props {
  token: string;
  /** The new address. */
  email: string;
  /** The present address. */
  oldEmail: string;
}

/** Changes the email address. */
export const ConfirmEmailChange = ({ token, email, oldEmail }: Props) => (
  <ConfirmLink
    path="/api/account/email/confirm"
    token={token}
    question={
      <>
        Change your email address from <strong>{oldEmail}</strong> to <strong>{email}</strong>?
      </>
    }
    label="Change my email"
    done={
      <>
        Your email address is now <strong>{email}</strong>. Sign in with it from now on. Your other
        devices have been signed out.
      </>
    }
    next={{ href: profilePath, text: "Go to your profile" }}
  />
);
