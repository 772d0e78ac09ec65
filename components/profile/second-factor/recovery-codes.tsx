import { Button, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconAlertTriangle, IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import panel from "../../ui/panel.module.css";
import profile from "../profile.module.css";
import classes from "./second-factor.module.css";

interface Props {
  codes: string[];
  close: () => void;
}

/** The new recovery codes, which are shown only once. */
export function RecoveryCodes({ codes, close }: Props) {
  const { copy, copied } = useClipboard({ timeout: 1500 });
  const text = codes.join("\n");
  return (
    <>
      <p className={profile.text}>
        Two-factor authentication is on. Each recovery code signs you in once if you lose your
        phone.
      </p>
      <p className={panel.notice}>
        <IconAlertTriangle size={16} aria-hidden />
        Save these now, somewhere other than your phone. You won't see them again.
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
        <Button onClick={close}>I've saved my codes</Button>
      </div>
      <VisuallyHidden role="status">{copied ? "Copied" : ""}</VisuallyHidden>
    </>
  );
}

/** Downloads a text as a file. It never leaves the browser. */
function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
