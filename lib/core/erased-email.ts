const DOMAIN = "@deleted.invalid";

/** The address of a customer whose personal data was removed. No mail server has its domain. */
export const erasedEmail = (publicId: string): string => `${publicId}${DOMAIN}`;

/** Whether an address is of such a customer. */
export const isErasedEmail = (email: string): boolean => email.endsWith(DOMAIN);
