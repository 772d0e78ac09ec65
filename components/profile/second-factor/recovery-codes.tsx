import { Button, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import panel from "../../ui/panel.module.css";
import profile from "../profile.module.css";
import { saveText } from "./save-text";
import classes from "./second-factor.module.css";

interface Props {
  codes: string[];
  close: () => void;
}

/** The recovery codes, this one time. */
export function RecoveryCodes({ codes, close }: Props) {
  const { copy, copied } = useClipboard({ timeout: 1500 });
  const text = codes.join("\n");
  return (
    <>
      <p className={profile.text}>
        Two-factor sign-in is on. Each of these codes lets you in once without your phone.
      </p>
      <p className={panel.notice}>
        <IconAlertTriangle size={16} aria-hidden />
        Save them now, away from your phone: they are shown this once, and we keep no copy.
      </p>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code translate="no">{code}</code>
          </li>
        ))}
      </ul>
      <div className={profile.buttons}>
        <Button
          variant="default"
          leftSection={
            copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
          }
          onClick={() => copy(text)}
        >
          {copied ? "Copied" : "Copy all"}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => saveText(`recovery-codes-${window.location.hostname}.txt`, `${text}\n`)}
        >
          Download
        </Button>
        <Button onClick={close}>I have saved them</Button>
      </div>
      <VisuallyHidden role="status">{copied ? "Copied" : ""}</VisuallyHidden>
    </>
  );
}
