import { Button } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import type { GroupView } from "@/lib/catalog/schemas";
import classes from "./catalog.module.css";
import { emptyStep, type ProgramValues, presetSteps } from "./program-values";
import { PresetPicker } from "./rules/preset-picker";
import { StepFields } from "./step-fields";

interface Props {
  form: UseFormReturnType<ProgramValues>;
  groups: GroupView[] | null;
}

/** A program's phases in their order, with buttons to move, remove and add them. */
export function StepList({ form, groups }: Props) {
  const { steps } = form.values;
  const move = (from: number, to: number) => form.reorderListItem("steps", { from, to });
  return (
    <>
      <PresetPicker
        replaces={form.isDirty("steps")}
        use={(preset) => form.setFieldValue("steps", presetSteps(preset))}
      />
      {steps.map(({ key }, i) => (
        <fieldset key={key} className={classes.part} aria-label={`Phase ${i + 1}`}>
          <div className={classes.head}>
            <p className={classes.title}>Phase {i + 1}</p>
            <div className={classes.buttons}>
              <Button
                variant="default"
                size="xs"
                disabled={i === 0}
                onClick={() => move(i, i - 1)}
                aria-label={`Move phase ${i + 1} up`}
              >
                <IconArrowUp size={14} aria-hidden />
              </Button>
              <Button
                variant="default"
                size="xs"
                disabled={i === steps.length - 1}
                onClick={() => move(i, i + 1)}
                aria-label={`Move phase ${i + 1} down`}
              >
                <IconArrowDown size={14} aria-hidden />
              </Button>
              <Button
                variant="default"
                size="xs"
                disabled={steps.length === 1}
                onClick={() => form.removeListItem("steps", i)}
                aria-label={`Remove phase ${i + 1}`}
              >
                Remove
              </Button>
            </div>
          </div>
          <StepFields form={form} index={i} groups={groups} />
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.insertListItem("steps", emptyStep())}
        >
          Add phase
        </Button>
      </div>
    </>
  );
}
