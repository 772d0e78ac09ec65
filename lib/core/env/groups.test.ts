import { expect, test } from "vitest";
import { embedded, sentence, withSettings } from "@/testing/setup/production-settings";

test("readEnv: one of SMTP_URL and MAIL_FROM → error; both or none → accepted", () => {
  const mail = {
    SMTP_URL: "smtps://user:Xk3-of-the-firm@mail.example",
    MAIL_FROM: "Firm <desk@firm.example>",
  };
  expect(withSettings(mail)).toMatchObject(mail);
  const copied = { ...mail, SMTP_URL: "smtps://user:password@mail.example" };
  expect(() => withSettings(copied)).toThrow(
    sentence("SMTP_URL has a placeholder as its password"),
  );
  expect(() => withSettings({ ...mail, MAIL_FROM: "" })).toThrow(
    sentence("MAIL_FROM isn't set, and SMTP_URL needs it"),
  );
  expect(() => withSettings({ ...mail, SMTP_URL: "" })).toThrow(
    sentence("SMTP_URL isn't set, and MAIL_FROM needs it"),
  );
});

const vanta = {
  VENUE: "vanta",
  VANTA_GATEWAY_URL: "https://gateway.firm.example",
  VANTA_API_KEY: "key-of-the-firm",
};

test("readEnv: METRICS_PORT without METRICS_TOKEN → error", () => {
  expect(() => withSettings({ METRICS_PORT: "9464" })).toThrow(
    sentence("METRICS_TOKEN isn't set, and METRICS_PORT needs it"),
  );
});

test("readEnv: VENUE=vanta with its address and key → accepted, with a timeout of 70 seconds", () => {
  expect(withSettings(vanta)).toMatchObject({ ...vanta, VANTA_TIMEOUT_SECONDS: 70 });
});

test.each([
  ["VANTA_GATEWAY_URL", { VANTA_GATEWAY_URL: "" }],
  ["VANTA_API_KEY", { VANTA_API_KEY: undefined }],
  ["ENTITY_ADDRESS", { ...embedded, ENTITY_ADDRESS: undefined }],
])("readEnv: VENUE=vanta without its %s → error", (name, change) => {
  expect(() => withSettings({ ...vanta, ...change })).toThrow(
    sentence(`${name} isn't set, and VENUE=vanta needs it`),
  );
});

test.each(["VANTA_GATEWAY_URL", "VANTA_API_KEY"] as const)(
  "readEnv: %s without VENUE=vanta → error, since accounts would be opened elsewhere",
  (name) => {
    for (const VENUE of ["embedded", undefined]) {
      const half = { VENUE, [name]: vanta[name] };
      expect(() => withSettings({ ...embedded, ...half })).toThrow(
        sentence(`${name} needs VENUE=vanta`),
      );
    }
  },
);

test.each([
  ["VANTA_GATEWAY_URL", "http://gateway.firm.example", "must use https"],
  ["VANTA_GATEWAY_URL", "gateway.firm.example", ""],
  ["VANTA_API_KEY", "a key\nwith-a-line-break", "must be of printable characters"],
  ["VANTA_API_KEY", "<key>", "is a placeholder"],
  ["VANTA_API_KEY", "changeme", "is a placeholder"],
  ["VANTA_TIMEOUT_SECONDS", "0", ""],
])("readEnv: %s=%j → error", (name, value, why) => {
  const start = () => withSettings({ ...vanta, [name]: value });
  expect(start).toThrow(`Propdesk can't start: ${name} ${why}`);
  expect(start).not.toThrow(value.length > 6 ? value : /^$/);
});

test("readEnv: a gateway on this machine without https → accepted", () => {
  const VANTA_GATEWAY_URL = "http://127.0.0.1:8090";
  expect(withSettings({ ...vanta, VANTA_GATEWAY_URL })).toMatchObject({ VANTA_GATEWAY_URL });
});
