import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { formatMoney } from "@/lib/core/money";
import { type Preset, presetNote, presets } from "@/lib/rules/presets";
import classes from "./rules.module.css";

interface Props {
  /** Whether phases that were typed would be replaced. */
  replaces: boolean;
  use: (preset: Preset) => void;
}

/** Rules in the style of known firms, to start from: with their sources, and what they leave out. */
export function PresetPicker({ replaces, use }: Props) {
  const [id, setId] = useState("");
  const preset = presets.find((one) => one.id === id);
  return (
    <div className={classes.preset}>
      <NativeSelect
        label="Start from a preset"
        data={[
          { value: "", label: "Choose a preset" },
          ...presets.map(({ id: value, name }) => ({ value, label: name })),
        ]}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        maw="24rem"
      />
      {preset && (
        <>
          <p>
            From {preset.sources.join(", ")}, as of {preset.asOf}.{" "}
            {preset.size !== null &&
              `Its amounts in money are for an account of ${formatMoney(preset.size, "usd")}: change them for other sizes. `}
            {presetNote}
          </p>
          {preset.notExpressed.length > 0 && (
            <>
              <p>Not included:</p>
              <ul>
                {preset.notExpressed.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </>
          )}
          <div>
            <Button variant="default" onClick={() => use(preset)}>
              {replaces ? "Replace the phases with this preset" : "Use this preset"}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
