import { renderPicture } from "@/app/render-picture";
import { clientConfig } from "@/lib/core/client-config";

export const dynamic = "force-dynamic";

/** The picture of the site in previews of links. */
export const GET = () =>
  renderPicture({
    firmName: clientConfig().firmName,
    title: "Trading challenges",
    price: null,
    facts: [
      { name: "Fee", value: "One-time" },
      { name: "Payment", value: "By card" },
      { name: "Rules", value: "Fixed when you buy" },
    ],
  });
