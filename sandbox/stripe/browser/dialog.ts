import type { Appearance } from "@stripe/stripe-js";
import { applyAppearance, rulesSheet } from "./appearance";
import { dialogStyles } from "./dialog-styles";
import { html } from "./dom";

/** How the customer left the authentication. */
export type AuthenticationResult = "succeeded" | "failed" | "canceled";

/** The message that the page in the frame posts when a button is pressed. */
type Message = { type: "propdesk-sandbox-3ds"; payment_intent: string; outcome: string };

/**
 * Shows the bank's page at `url` in a modal dialog until it reports an outcome for this
 * PaymentIntent, or until the customer closes the dialog. Focus returns to where it was.
 */
export function authenticate(
  url: string,
  paymentIntent: string,
  appearance: Appearance | undefined,
): Promise<AuthenticationResult> {
  const frame = html("iframe", { class: "Frame", src: url, title: "Card authentication" });
  const close = html("button", { type: "button", class: "Close" }, "Cancel");
  const dialog = html(
    "dialog",
    { class: "Dialog", "aria-labelledby": "title" },
    html(
      "header",
      { class: "Header" },
      html("h2", { id: "title", class: "Title" }, "Confirm it’s you"),
      close,
    ),
    frame,
  );
  const host = showInPage(dialog, appearance);
  return new Promise((resolve) => {
    const finish = (outcome: AuthenticationResult) => {
      window.removeEventListener("message", receive);
      dialog.close();
      host.remove();
      resolve(outcome);
    };
    const receive = ({ data, origin, source }: MessageEvent) => {
      const fromFrame = source === frame.contentWindow && origin === new URL(url).origin;
      if (!fromFrame || !isMessage(data) || data.payment_intent !== paymentIntent) return;
      finish(data.outcome === "succeeded" ? "succeeded" : "failed");
    };
    window.addEventListener("message", receive);
    close.addEventListener("click", () => finish("canceled"));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish("canceled");
    });
  });
}

function showInPage(dialog: HTMLDialogElement, appearance: Appearance | undefined): HTMLElement {
  const host = html("div");
  const rules = rulesSheet();
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [dialogStyles(), rules];
  shadow.append(dialog);
  applyAppearance(dialog, rules, appearance);
  document.body.append(host);
  dialog.showModal();
  return host;
}

function isMessage(data: unknown): data is Message {
  if (typeof data !== "object" || data === null) return false;
  return "type" in data && data.type === "propdesk-sandbox-3ds" && "payment_intent" in data;
}
