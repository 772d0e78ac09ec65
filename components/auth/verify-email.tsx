import { ConfirmLink } from "./confirm-link";

interface Props {
  token: string;
  email: string;
}

/** Confirms an email address. */
export const VerifyEmail = ({ token, email }: Props) => (
  <ConfirmLink
    path="/api/account/verify-email"
    token={token}
    question={
      <>
        Is <strong>{email}</strong> your address?
      </>
    }
    label="Yes, it's mine"
    done={
      <>
        <strong>{email}</strong> is verified. We'll send receipts and account updates there.
      </>
    }
    next={{ href: "/dashboard", text: "Go to your dashboard" }}
  />
);
