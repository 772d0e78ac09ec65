import { NativeSelect, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { GroupView } from "@/lib/catalog/schemas";
import { formatMoney } from "@/lib/core/money";
import type { ProgramValues } from "./program-values";
import { exampleOf } from "./rules/example-account";
import { PhaseRules } from "./rules/phase-rules";

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
      {form.values.is_for_wallets && <GroupField form={form} index={index} groups={groups} />}
      <PhaseRules form={form} index={index} account={exampleOf(form.values, index, groups)} />
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
