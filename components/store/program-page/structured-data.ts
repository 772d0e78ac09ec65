import type { ProgramView } from "@/lib/catalog/schemas";
import type { Offer } from "../offers";
import { isForSale } from "./program-offers";
import type { ProgramQuestion } from "./program-questions";

interface Facts {
  firmName: string;
  /** The address of the page, absolute. */
  url: string;
  /** The address of its picture, absolute. */
  image: string;
  /** The address of the storefront, absolute. */
  store: string;
  program: ProgramView;
  name: string;
  description: string;
  offers: readonly Offer[];
  questions: ProgramQuestion[];
}

/** A program for search engines, as schema.org has it: the product with its offers, its questions, its place in the site. */
export function structuredData(facts: Facts) {
  const { firmName, url, image, store, program, name, description, questions } = facts;
  const sold = facts.offers.filter(isForSale).map(({ price }) => ({
    "@type": "Offer",
    url,
    price: (price.cents / 100).toFixed(2),
    priceCurrency: price.currency.toUpperCase(),
    availability: "https://schema.org/InStock",
    seller: { "@type": "Organization", name: firmName },
  }));
  return {
    "@context": "https://schema.org",
    "@graph": [
      // A product that isn't for sale has no offer, and without one it isn't a product to a search engine.
      ...(sold.length > 0
        ? [
            {
              "@type": "Product",
              "@id": `${url}#product`,
              name,
              sku: program.slug,
              category: "Trading challenge",
              description,
              image,
              url,
              brand: { "@type": "Brand", name: firmName },
              offers: sold,
            },
          ]
        : []),
      {
        "@type": "BreadcrumbList",
        itemListElement: [
          { "@type": "ListItem", position: 1, name: "Challenges", item: store },
          { "@type": "ListItem", position: 2, name, item: url },
        ],
      },
      {
        "@type": "FAQPage",
        "@id": `${url}#questions`,
        mainEntity: questions.map(({ question, reply }) => ({
          "@type": "Question",
          name: question,
          acceptedAnswer: { "@type": "Answer", text: reply },
        })),
      },
    ],
  };
}
