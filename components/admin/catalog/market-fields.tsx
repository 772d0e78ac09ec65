import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import classes from "./catalog.module.css";
import type { TierValues } from "./tier-values";

/** The markets of a tier, each with its asset class. */
export function MarketFields({ form }: { form: UseFormReturnType<TierValues> }) {
  const { markets } = form.values;
  const problem = form.errors.markets;
  return (
    <fieldset className={classes.part} aria-describedby={problem ? "markets-problem" : undefined}>
      <legend className={classes.wide}>Markets</legend>
      {markets.map((_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two empty lines differ only in their position
        <div key={i} className={classes.line}>
          <TextInput
            label="Market"
            placeholder="crypto"
            {...form.getInputProps(`markets.${i}.market`)}
          />
          <TextInput
            label="Asset class"
            placeholder="crypto"
            {...form.getInputProps(`markets.${i}.asset_class`)}
          />
          <Button
            variant="default"
            onClick={() => form.removeListItem("markets", i)}
            aria-label={`Remove market ${i + 1}`}
          >
            Remove
          </Button>
        </div>
      ))}
      {problem && (
        <p id="markets-problem" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.wide}>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem("markets", { market: "", asset_class: "" })}
        >
          Add market
        </Button>
      </div>
    </fieldset>
  );
}
