import { expect, test } from "vitest";
import { embedded, sentence, withSettings } from "@/testing/production-settings";

test("e-mail is configured as a whole or not at all", () => {
  const mail = {
    SMTP_URL: "smtps://user:Xk3-of-the-firm@mail.example",
    MAIL_FROM: "Firm <desk@firm.example>",
  };
  expect(withSettings(mail)).toMatchObject(mail);
  const copied = { ...mail, SMTP_URL: "smtps://user:password@mail.example" };
  expect(() => withSettings(copied)).toThrow(sentence("SMTP_URL has a placeholder for a password"));
  expect(() => withSettings({ ...mail, MAIL_FROM: "" })).toThrow(
    sentence("MAIL_FROM is not set, and SMTP_URL needs it"),
  );
  expect(() => withSettings({ ...mail, SMTP_URL: "" })).toThrow(
    sentence("SMTP_URL is not set, and MAIL_FROM needs it"),
  );
});

const vanta = {
  PROVIDER: "vanta",
  VANTA_GATEWAY_URL: "https://gateway.firm.example",
  VANTA_API_KEY: "key-of-the-firm",
};

test("METRICS_PORT without METRICS_TOKEN → the missing one is named", () => {
  expect(() => withSettings({ METRICS_PORT: "9464" })).toThrow(
    sentence("METRICS_TOKEN is not set, and METRICS_PORT needs it"),
  );
});

test("a venue behind a gateway has an address and a key, and waits 70 seconds for an answer", () => {
  expect(withSettings(vanta)).toMatchObject({ ...vanta, VANTA_ANSWER_SECONDS: 70 });
});

test.each([
  ["VANTA_GATEWAY_URL", { VANTA_GATEWAY_URL: "" }],
  ["VANTA_API_KEY", { VANTA_API_KEY: undefined }],
  ["ENTITY_ADDRESS", { ...embedded, ENTITY_ADDRESS: undefined }],
])("a venue without its %s stops the start instead of falling back", (name, change) => {
  expect(() => withSettings({ ...vanta, ...change })).toThrow(
    sentence(`${name} is not set, and PROVIDER=vanta needs it`),
  );
});

test.each(["VANTA_GATEWAY_URL", "VANTA_API_KEY"] as const)(
  "%s without PROVIDER=vanta stops the start: the accounts would be made elsewhere",
  (name) => {
    for (const PROVIDER of ["embedded", undefined]) {
      const half = { PROVIDER, [name]: vanta[name] };
      expect(() => withSettings({ ...embedded, ...half })).toThrow(
        sentence(`${name} needs PROVIDER=vanta`),
      );
    }
  },
);

test.each([
  ["VANTA_GATEWAY_URL", "http://gateway.firm.example", "must be https"],
  ["VANTA_GATEWAY_URL", "gateway.firm.example", ""],
  ["VANTA_API_KEY", "a key\nwith-a-line-break", "must be of printable characters"],
  ["VANTA_API_KEY", "<key>", "is a placeholder"],
  ["VANTA_API_KEY", "changeme", "is a placeholder"],
  ["VANTA_ANSWER_SECONDS", "0", ""],
])("%s=%j stops the start", (name, value, why) => {
  const start = () => withSettings({ ...vanta, [name]: value });
  expect(start).toThrow(`Propdesk can't start: ${name} ${why}`);
  expect(start).not.toThrow(value.length > 6 ? value : /^$/);
});

test("a gateway on the machine itself needs no https", () => {
  const VANTA_GATEWAY_URL = "http://127.0.0.1:8090";
  expect(withSettings({ ...vanta, VANTA_GATEWAY_URL })).toMatchObject({ VANTA_GATEWAY_URL });
});
