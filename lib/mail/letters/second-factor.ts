import type { Write } from "../letter";
import { readCustomer } from "../read-customer";

const words = {
  on: {
    subject: "Two-factor sign-in is on",
    happened:
      "From now on signing in to your account takes a code of your authenticator app as well. Keep the recovery codes where you find them without your phone.",
    otherwise: "If it wasn't you, choose a new password at once and write to us.",
  },
  off: {
    subject: "Two-factor sign-in is off",
    happened: "From now on the password alone opens your account.",
    otherwise: "If it wasn't you, choose a new password at once, turn it on again and write to us.",
  },
};

/** That two-factor sign-in was turned on or off; not where it is the other way again by now. */
export const writeSecondFactor =
  (to: "on" | "off"): Write<string> =>
  async (db, id) => {
    const customer = await readCustomer(db, id);
    if (!customer || (customer.totpEnabledAt !== null) !== (to === "on")) return null;
    const { subject, happened, otherwise } = words[to];
    return {
      to: customer.email,
      letter: {
        subject,
        name: customer.name,
        paragraphs: [happened, otherwise],
        facts: [["Account", customer.email]],
        link: { text: "Open your profile", path: "/dashboard/profile" },
        reference: customer.publicId,
      },
    };
  };
