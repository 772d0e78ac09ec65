import { NativeSelect, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { reportedVenues } from "@/lib/evaluation/names";
import type { Values } from "./input";

export const emptySource: Values["source"] = { id: "", app_id: "", venue: "embedded" };

const venueLabels: Record<(typeof reportedVenues)[number], string> = {
  embedded: "Built-in trading server",
  vanta: "Vanta",
};

interface Props {
  form: UseFormReturnType<Values>;
  /** Whether the app has to be named: its own page knows it. */
  namesApp: boolean;
}

/** The ID, app and venue of a new source of trading events. */
export function SourceFields({ form, namesApp }: Props) {
  return (
    <>
      <TextInput
        label="Source ID"
        description="Such as mt5-live-1. The app sends it with its events; it can't be changed."
        data-autofocus
        {...form.getInputProps("source.id")}
      />
      {namesApp && (
        <TextInput
          label="App ID"
          description="From the app's page. It needs the permission to report trading events."
          {...form.getInputProps("source.app_id")}
        />
      )}
      <NativeSelect
        label="Venue"
        data={reportedVenues.map((value) => ({ value, label: venueLabels[value] }))}
        {...form.getInputProps("source.venue")}
      />
    </>
  );
}
