/** The cookie of a browser in which a customer has dismissed the notice to verify their address; it has their id. */
export const VERIFY_NOTICE_COOKIE = "verify-notice-dismissed";

const SEVEN_DAYS = 7 * 86_400;

/** For `document.cookie`: hides the notice from this customer for a week. */
export const verifyNoticeDismissal = (customerId: string): string =>
  `${VERIFY_NOTICE_COOKIE}=${customerId}; path=/; max-age=${SEVEN_DAYS}; samesite=lax`;
