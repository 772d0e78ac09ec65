import { Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from "@tabler/icons-react";
import type { OwnSession } from "@/lib/auth/schemas";
import { ExactTime } from "../ui/exact-time";
import { StatusBadge } from "../ui/status-badge";
import { deviceLabel } from "./device-label";
import classes from "./sessions.module.css";

interface Props {
  session: OwnSession;
  busy: boolean;
  end: () => void;
}

function iconOf({ user_agent, app_name }: OwnSession) {
  if (app_name) return IconTerminal2;
  return /iPhone|Android|Mobile/.test(user_agent) ? IconDeviceMobile : IconDeviceDesktop;
}

/** One session: its device, IP address and times, with a button that ends it. */
export function SessionRow({ session, busy, end }: Props) {
  const { user_agent, ip, app_name, created_at, last_used_at, current } = session;
  const Icon = iconOf(session);
  const device = deviceLabel(user_agent);
  return (
    <li className={classes.session}>
      <Icon size={20} aria-hidden />
      <div className={classes.what}>
        <p className={classes.device}>
          {device}
          {app_name && ` through ${app_name}`}
        </p>
        <p className={classes.facts}>
          {ip}, since <ExactTime at={created_at} short />
          {!current && (
            <>
              , last active <ExactTime at={last_used_at} short />
            </>
          )}
        </p>
      </div>
      {current ? (
        <StatusBadge status="active" label="This device" />
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          loading={busy}
          onClick={end}
          aria-label={`Sign out ${device}, ${ip}`}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
