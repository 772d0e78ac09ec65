import { Elements, PaymentElement, useElements, useStripe } from "@stripe/react-stripe-js";
import type { Appearance } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { type FormEvent, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

/** The query of the page has what a checkout page would get from its server. */
const query = new URLSearchParams(location.search);
const clientSecret = query.get("client_secret") ?? "";
const stripe = loadStripe(query.get("key") ?? "");

const appearances: Readonly<Record<string, Appearance>> = {
  stripe: { theme: "stripe" },
  night: { theme: "night" },
  purple: { theme: "stripe", variables: { colorPrimary: "#7a1fa2", borderRadius: "12px" } },
};

if (query.get("look") === "night") document.body.style.background = "#22232c";

function note(event: string, detail: unknown): void {
  const events = document.getElementById("events");
  if (events) events.textContent += `${event} ${JSON.stringify(detail)}\n`;
}

function Form() {
  const stripe = useStripe();
  const elements = useElements();
  const [result, setResult] = useState("");

  async function pay(event: FormEvent) {
    event.preventDefault();
    if (!stripe || !elements) return;
    const confirmParams = { return_url: `${location.origin}/returned` };
    if (query.get("redirect") === "always") {
      const { error } = await stripe.confirmPayment({ elements, confirmParams });
      setResult(`${error.code}: ${error.message}`);
      return;
    }
    const { error, paymentIntent } = await stripe.confirmPayment({
      elements,
      redirect: "if_required",
    });
    setResult(error ? `${error.code}: ${error.message}` : paymentIntent.status);
  }

  return (
    <form onSubmit={pay}>
      <PaymentElement
        onReady={() => note("ready", null)}
        onChange={({ complete, empty, value }) => note("change", { complete, empty, value })}
        onLoadError={({ error }) => note("loaderror", error.code)}
      />
      <button type="submit">Pay</button>
      <output>{result}</output>
    </form>
  );
}

function Page() {
  const [look, setLook] = useState(query.get("look") ?? "stripe");
  const [shown, setShown] = useState(true);
  return (
    <>
      <Elements stripe={stripe} options={{ clientSecret, appearance: appearances[look] }}>
        {shown && <Form />}
      </Elements>
      <button type="button" onClick={() => setLook("purple")}>
        Restyle
      </button>
      <button type="button" onClick={() => setShown(!shown)}>
        Toggle
      </button>
      <pre id="events" />
    </>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
