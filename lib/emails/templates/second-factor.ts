import type { EmailTemplate } from "../email-content";
import { readCustomer } from "../read-customer";

const messages = {
  on: {
    subject: "Two-factor authentication is on",
    change:
      "You'll now need a code from your authenticator app to sign in. Keep your recovery codes somewhere other than your phone.",
    otherwise: "If this wasn't you, reset your password and contact support.",
  },
  off: {
    subject: "Two-factor authentication is off",
    change: "Two-factor authentication is off. You can now sign in with just your password.",
    otherwise:
      "If this wasn't you, reset your password, turn two-factor authentication back on and contact support.",
  },
};

/** Two-factor authentication was turned on or off. Not sent if that was reversed since. */
export const secondFactorEmail =
  (state: "on" | "off"): EmailTemplate<string> =>
  async (db, id) => {
    const customer = await readCustomer(db, id);
    if (!customer || (customer.totpEnabledAt !== null) !== (state === "on")) return null;
    const { subject, change, otherwise } = messages[state];
    return {
      to: customer.email,
      content: {
        subject,
        name: customer.name,
        paragraphs: [change, otherwise],
        details: [["Account", customer.email]],
        link: { text: "Go to your profile", path: "/dashboard/profile" },
        reference: customer.publicId,
      },
    };
  };
