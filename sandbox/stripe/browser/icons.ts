import type { Brand } from "./card-brand";
import { svg } from "./dom";

/** A brand's icon, 24 × 16. Decorative, since the number shows the brand too. */
export function brandIcon(brand: Brand): SVGSVGElement {
  return card(...marks[brand]());
}

/** The back of a card, with the place of the security code. */
export function cvcIcon(): SVGSVGElement {
  return svg(
    "svg",
    { class: "CvcIcon", viewBox: "0 0 24 16", "aria-hidden": "true" },
    svg("rect", { x: "0.5", y: "0.5", width: "23", height: "15", rx: "2.5", class: "Line" }),
    svg("rect", { x: "0", y: "3.5", width: "24", height: "3", class: "Solid" }),
    svg("rect", { x: "11.5", y: "8.5", width: "9", height: "5", rx: "2.5", class: "Accent" }),
    ...["14", "16", "18"].map((cx) => svg("circle", { cx, cy: "11", r: "0.7", class: "Dot" })),
  );
}

const marks: Record<Brand, () => SVGElement[]> = {
  visa: () => [
    background("#ffffff"),
    svg("path", {
      // The four characters of the brand's name, drawn so that no font is needed.
      d: "M9.6 5.2 8.3 10.8H6.8l1.3-5.6zM6.2 5.2 4.8 9l-.6-3.1c-.1-.5-.4-.7-.8-.7H1.2v.1c.5.1 1 .3 1.3.5.2.1.3.3.3.5l1.1 4.5h1.6l2.3-5.6zM14.9 5.3c-.3-.1-.8-.2-1.4-.2-1.5 0-2.6.8-2.6 1.9 0 .8.8 1.3 1.3 1.6.6.3.8.5.8.7 0 .4-.5.6-.9.6-.6 0-1-.1-1.5-.3l-.2-.1-.2 1.3c.4.2 1 .3 1.7.3 1.6 0 2.7-.8 2.7-2 0-.7-.4-1.2-1.3-1.6-.5-.3-.8-.4-.8-.7s.3-.5.8-.5c.5 0 .9.1 1.2.2l.1.1zM18.9 5.2h-1.2c-.4 0-.6.1-.8.5l-2.2 5.1h1.6l.3-.9h1.9l.2.9h1.4l-1.2-5.6zm-1.8 3.6.8-2.1.5 2.1z",
      fill: "#1434cb",
      transform: "translate(1.6 0)",
    }),
  ],
  mastercard: () => [
    background("#ffffff"),
    svg("circle", { cx: "9.3", cy: "8", r: "4.6", fill: "#eb001b" }),
    svg("circle", { cx: "14.7", cy: "8", r: "4.6", fill: "#f79e1b" }),
    svg("path", { d: "M12 4.28a4.6 4.6 0 0 1 0 7.44 4.6 4.6 0 0 1 0-7.44z", fill: "#ff5f00" }),
  ],
  amex: () => [
    background("#016fd0"),
    svg("path", {
      d: "M2.6 10.6 4.7 5.4h1.6l2.1 5.2H6.9l-.4-1H4.4l-.3 1zm2.3-2.1H6l-.6-1.5zM8.9 10.6V5.4h1.9l1 3 1-3h1.9v5.2h-1.2V7.1l-1.2 3.5h-1.1l-1.1-3.5v3.5zM15.4 10.6V5.4h4v1.2h-2.7v.8h2.6v1.1h-2.6v.9h2.7v1.2zM19.9 10.6l1.7-2.7-1.6-2.5h1.7l.8 1.4.8-1.4h1.6l-1.6 2.5 1.7 2.7h-1.7l-.9-1.6-.9 1.6z",
      fill: "#ffffff",
      transform: "translate(0.3 1.1) scale(0.86)",
    }),
  ],
  unknown: () => [
    background("#8a8f9c"),
    svg("rect", { x: "3", y: "4", width: "4", height: "3", rx: "0.6", fill: "#ffffff" }),
    svg("rect", { x: "3", y: "10.5", width: "11", height: "1.5", rx: "0.5", fill: "#ffffff" }),
  ],
};

function card(...children: SVGElement[]): SVGSVGElement {
  return svg("svg", { class: "Brand", viewBox: "0 0 24 16", "aria-hidden": "true" }, ...children);
}

function background(fill: string): SVGElement {
  return svg("rect", { width: "24", height: "16", rx: "2.5", fill });
}
