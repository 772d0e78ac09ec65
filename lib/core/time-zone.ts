/** The IANA time zones that a customer can choose, in alphabetical order. */
export const timeZones: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")].sort();

/** Whether a text is one of them. */
export const isTimeZone = (text: string): boolean => timeZones.includes(text);
