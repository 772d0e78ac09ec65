import { describe, expect, it, test } from "vitest";
import { emailKey, mailboxOf, readEmail } from "./email-address";
import { readableEmail } from "./readable-email";

describe("readEmail", () => {
  it.each([
    ["Ada@Example.COM", "ada@example.com"],
    [" ada@example.com ", "ada@example.com"],
    ["sales&ops@example.com", "sales&ops@example.com"],
    ["test/test@example.com", "test/test@example.com"],
    ["a=b@example.com", "a=b@example.com"],
    ["x~a!#$*?^`|%{b}@example.com", "x~a!#$*?^`|%{b}@example.com"],
    ["o'neil+tag@example.com", "o'neil+tag@example.com"],
    ["a..b@docomo.ne.jp", "a..b@docomo.ne.jp"],
    ["x@xn--h1alffa9f.xn--p1ai", "x@xn--h1alffa9f.xn--p1ai"],
    ["x@россия.рф", "x@xn--h1alffa9f.xn--p1ai"],
    ["X@РОССИЯ.РФ", "x@xn--h1alffa9f.xn--p1ai"],
    ["info@例え.テスト", "info@xn--r8jz45g.xn--zckzah"],
    ["info@例え。テスト", "info@xn--r8jz45g.xn--zckzah"],
    ["x@münchen.de", "x@xn--mnchen-3ya.de"],
    // The same in another Unicode form.
    ["x@mu\u0308nchen.de", "x@xn--mnchen-3ya.de"],
    [`${"l".repeat(64)}@example.com`, `${"l".repeat(64)}@example.com`],
  ])("%j → %j", (typed, email) => {
    expect(readEmail(typed)).toEqual({ ok: true, email });
  });

  it.each([
    ["", "not_an_address"],
    ["ada", "not_an_address"],
    ["@example.com", "not_an_address"],
    ["ada@", "not_an_address"],
    ["ada@example", "not_an_address"],
    ["ada@example..com", "not_an_address"],
    ["ada@example.com.", "not_an_address"],
    ["ada@-example.com", "not_an_address"],
    ["ada@1.2.3.4", "not_an_address"],
    ["ada@１.２.３.４", "not_an_address"],
    ["ada@münchen.de:25", "not_an_address"],
    ["ada@münchen.de/x", "not_an_address"],
    ["ada@m%C3%BCnchen.de", "not_an_address"],
    ["ada@exämple_.com", "not_an_address"],
    ["ada b@example.com", "not_an_address"],
    ["a@b@example.com", "not_an_address"],
    ["a,b@example.com", "not_an_address"],
    ['"a b"@example.com', "not_an_address"],
    ["<ada@example.com>", "not_an_address"],
    ["ada@example.com\r\nBcc: eve@example.com", "not_an_address"],
    ["ada\r\n@example.com", "not_an_address"],
    ["ada\u0000@example.com", "not_an_address"],
    ["моя@россия.рф", "local_part"],
    ["müller@example.com", "local_part"],
    [`${"l".repeat(65)}@example.com`, "too_long"],
    [`l@${"label.".repeat(50)}com`, "too_long"],
  ])("%j → %s", (typed, problem) => {
    expect(readEmail(typed)).toEqual({ ok: false, problem });
  });
});

it("emailKey: what is no address → itself in lower case, to look up what was stored before", () => {
  expect(emailKey(" Ada@Localhost ")).toBe("ada@localhost");
});

it("readableEmail: a Punycode domain → its own script", () => {
  expect(readableEmail("x@xn--h1alffa9f.xn--p1ai")).toBe("x@россия.рф");
  expect(readableEmail("ada@example.com")).toBe("ada@example.com");
});

test.each([
  ["ada@firm.example", "ada@firm.example"],
  ["ada+shop@firm.example", "ada+*@firm.example"],
  ["ada+a+b@firm.example", "ada+*@firm.example"],
  ["+ada@firm.example", "+ada@firm.example"],
  ["a.da@firm.example", "a.da@firm.example"],
  ["a.da@gmail.com", "ada+*@gmail.com"],
  ["a.d.a+x@googlemail.com", "ada+*@gmail.com"],
  ["ada@gmail.com", "ada@gmail.com"],
])("mailboxOf: %s → %s", (email, mailbox) => expect(mailboxOf(email)).toBe(mailbox));
