import { NativeSelect, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { GroupView } from "@/lib/catalog/schemas";
import { formatMoney } from "@/lib/core/money";
import { PercentField, WholeField } from "./fields";
import type { ProgramValues } from "./program-values";

interface Props {
  form: UseFormReturnType<ProgramValues>;
  index: number;
  groups: GroupView[] | null;
}

/** The fields of one phase. Its group has the initial balance of its accounts. */
export function StepFields({ form, index, groups }: Props) {
  const at = (field: string) => form.getInputProps(`steps.${index}.${field}`);
  return (
    <>
      <NativeSelect
        label="Type"
        data={[
          { value: "0", label: "Evaluation" },
          { value: "1", label: "Funded" },
        ]}
        {...at("phase_type")}
      />
      <TextInput label="Name" placeholder="Evaluation" {...at("name")} />
      <GroupField form={form} index={index} groups={groups} />
      <WholeField label="Duration in days" placeholder="No limit" {...at("duration_days")} />
      <PercentField label="Profit target" {...at("profit_target_pct")} />
      <PercentField label="Max daily loss" {...at("max_daily_loss_pct")} />
      <PercentField label="Max total loss" {...at("max_total_loss_pct")} />
      <PercentField label="Profit split" {...at("profit_split_pct")} />
      <WholeField label="Min trading days" {...at("min_trading_days")} />
      <WholeField label="Max trading days" placeholder="No limit" {...at("max_trading_days")} />
      <WholeField label="Max open positions" placeholder="No limit" {...at("max_positions")} />
    </>
  );
}

function GroupField({ form, index, groups }: Props) {
  const props = form.getInputProps(`steps.${index}.account_group`);
  const step = form.values.steps[index];
  if (groups === null || !step) return <TextInput label="Account group" {...props} />;
  const mode = step.phase_type === "1" ? 1 : 0;
  const fitting = groups.filter(({ account_mode, archived }) => account_mode === mode && !archived);
  const group = groups.find(({ name }) => name === step.account_group);
  const others =
    step.account_group && !fitting.some(({ name }) => name === step.account_group)
      ? [step.account_group]
      : [];
  return (
    <NativeSelect
      label="Account group"
      // The description is under the field, so that the field is in line with those beside it.
      inputWrapperOrder={["label", "input", "description", "error"]}
      description={
        group
          ? `Starts with ${formatMoney(group.default_deposit_cents, group.currency)}.`
          : mode === 1
            ? "Funded phases use a REAL group."
            : "Evaluations use a DEMO group."
      }
      data={[
        { value: "", label: "Choose a group" },
        ...[...fitting.map(({ name }) => name), ...others],
      ]}
      {...props}
    />
  );
}
