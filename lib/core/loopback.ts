/**
 * Whether a host name always means this machine, whatever a name server says: `localhost` and its subdomains
 * (RFC 6761, section 6.3), 127.0.0.0/8 and ::1. Without a port; IPv6 with or without brackets.
 */
export const isLoopbackHost = (hostname: string): boolean =>
  /^(?:(?:[\w-]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
