import { modelName } from "@/lib/catalog/product-name";
import { marketName } from "@/lib/core/format";
import { Choices } from "./choices";
import classes from "./choices.module.css";
import type { Offer } from "./offers";
import { marketsOf, modelsOf, offersIn, type Selection, sizesOf, storeHref } from "./selection";

const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

interface Props {
  offers: Offer[];
  selection: Selection;
}

/**
 * The choice of model, size and market. All that the store sells keeps its place: what isn't sold with the other choices
 * can't be chosen. A choice with one value is left out.
 */
export function StoreChoices({ offers, selection }: Props) {
  const { model, size, market } = selection;
  const sold = offersIn(offers, market);
  const to = (change: Partial<Selection>) => storeHref(offers, { ...selection, ...change });
  const models = modelsOf(offers);
  const sizes = sizesOf(offers, null);
  const soldModels = modelsOf(sold);
  const soldSizes = sizesOf(sold, model);
  return (
    <div className={classes.row}>
      <Choices
        label="Model"
        choices={[
          ...models.map((value) => ({
            text: modelName(value),
            href: soldModels.includes(value) ? to({ model: value }) : null,
            isCurrent: model === value,
          })),
          ...(models.length > 1
            ? [{ text: "All", href: to({ model: null }), isCurrent: model === null }]
            : []),
        ]}
      />
      <Choices
        label="Size"
        choices={
          sizes.length > 1
            ? [
                { text: "All", href: to({ size: null }), isCurrent: size === null },
                ...sizes.map((value) => ({
                  text: compact.format(value),
                  href: soldSizes.includes(value) ? to({ size: value }) : null,
                  isCurrent: size === value,
                })),
              ]
            : []
        }
      />
      <Choices
        label="Market"
        choices={marketsOf(offers).map((value) => ({
          text: marketName(value),
          href: to({ market: value }),
          isCurrent: market === value,
        }))}
      />
    </div>
  );
}
