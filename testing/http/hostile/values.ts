/** Values as they are written in an address, already escaped where they need to be. */
export const hostileValues = [
  ...["", "%", "%%", "%zz", "%E0%A4%A", "%ff", "%C0%AF", "%ED%A0%80", "%u0000", "%25", "%2525"],
  ...["%00", "a%00b", "%2500", "%252500", "%01", "%0d%0aX-A:%201", "%7f", "%0a", "%09"],
  ...["..", ".", "%2e%2e", "..%2f..%2f", "%2f", "%5c", "%2F%2Fevil.example", "a;b", "a|b", "~"],
  ...["0", "-1", "1e9", "1.5", "0x10", "NaN", "Infinity", "2147483647", "2147483648"],
  ...["9223372036854775808", "99999999999999999999", "1%20or%201=1", "'--", "%22%3E%3Cscript%3E"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "null", "undefined", "[object]"],
  ...["[]", "{}", "%5B%22%00%22%5D", "[...x]", "%F0%9F%92%A3", "%EF%BF%BE", "%E2%80%AE", "\u00e9"],
  "a".repeat(2_000),
  "%41".repeat(1_500),
];

/** The parameters that pages read, and some that Next.js has uses for. */
export const pageParameters = [
  ...["callbackUrl", "token", "error", "market", "again", "claim", "payment_id", "payment_intent"],
  ...["redirect_status", "login", "deposit", "topup", "amount", "back", "new", "days", "q", "sort"],
  ...[
    "cursor",
    "status",
    "subject",
    "customer",
    "from",
    "to",
    "_rsc",
    "nxtPtierId",
    "__nextLocale",
  ],
];
