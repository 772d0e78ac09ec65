/**
 * Whether a host name is this machine's own, whatever a name server says: `localhost` and the names under
 * it (RFC 6761, section 6.3), 127.0.0.0/8 and ::1. Without a port; IPv6 with or without its brackets.
 */
export const isLoopbackHost = (hostname: string): boolean =>
  /^(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
