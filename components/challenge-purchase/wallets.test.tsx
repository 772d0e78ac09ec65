import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { payerAccount } from "@/lib/purchases/examples";
import type { PayerAccountView } from "@/lib/purchases/schemas";
import { Wallets } from "./wallets";

const able: PayerAccountView = { ...payerAccount, login: 1, eligible: true, block_reason: null };
const short: PayerAccountView = {
  ...able,
  login: 2,
  eligible: false,
  block_reason: "NOT_ENOUGH_FUNDS",
};
const practice: PayerAccountView = { ...short, login: 3, block_reason: "PAYER_ACCOUNT_NOT_REAL" };

/** The logins of the choices, of those shown beside them, and of those in the fold. */
function sections(wallets: PayerAccountView[], price = 499, isExplained = false) {
  const html = renderToStaticMarkup(
    <MantineProvider>
      <Wallets
        back="/challenges/1/buy"
        wallets={wallets}
        price={price}
        currency="USD"
        chosen={null}
        onChoose={() => {}}
        busy={false}
        isExplained={isExplained}
      />
    </MantineProvider>,
  );
  const [shown = "", folded = ""] = html.split("<details");
  const logins = (text: string) =>
    [...text.matchAll(/data-login="(\d)"/g)].map((match) => match[1]);
  return {
    radios: html.match(/type="radio"/g)?.length ?? 0,
    shown: logins(shown),
    folded: logins(folded),
    isOpen: /^[^>]*open/.test(folded),
    summary: /<summary>(.*?)</.exec(folded)?.[1]?.replace("&#x27;", "'"),
  };
}

it("Wallets: one can pay → the others are folded, also one that a top-up makes usable", () => {
  expect(sections([practice, short, able])).toEqual({
    radios: 1,
    shown: ["1"],
    folded: ["2", "3"],
    isOpen: false,
    summary: "2 other wallets can't pay for this",
  });
});

it("Wallets: none can pay → those that a top-up makes usable are shown, without a choice", () => {
  expect(sections([practice, short])).toMatchObject({ radios: 0, shown: ["2"], folded: ["3"] });
});

it("Wallets: none can be used → listed, with the fold open", () => {
  expect(sections([practice], 0)).toMatchObject({
    shown: [],
    folded: ["3"],
    isOpen: true,
    summary: "1 wallet can't start this trial",
  });
  expect(sections([practice], 0, true).isOpen).toBe(false);
});
