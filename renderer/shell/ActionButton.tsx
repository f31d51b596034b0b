import Button, { type ButtonProps } from '@cloudscape-design/components/button';
import { type ActionId, action, heldBack, mayRun } from '../actions.ts';
import { keysOf } from '../keys.ts';
import { isMac } from './platform.ts';
import { runAction, useBusy, useCommands } from './commands.tsx';

interface ActionButtonProps {
  id: ActionId;
  variant?: ButtonProps.Variant;
  icon?: ButtonProps['iconName'];
  /** Other words than the command's own. */
  children?: string;
  fullWidth?: boolean;
}

/** A button for a command of the list: its words, whether it may run now, its shortcut. */
export function ActionButton({ id, variant = 'normal', icon, children, fullWidth = false }: ActionButtonProps) {
  const commands = useCommands();
  const busy = useBusy().has(id);
  const wanted = action(id);
  const { label, shortcut } = wanted;
  const why = heldBack(wanted, commands.now);
  const keys = shortcut && keysOf(shortcut, isMac).join(' ');
  return (
    <Button
      variant={variant}
      fullWidth={fullWidth}
      loading={busy}
      disabled={!busy && !mayRun(wanted, commands.now)}
      {...(why !== null && { disabledReason: why })}
      onClick={() => void runAction(id, commands)}
      {...(icon && { iconName: icon })}
      {...(variant.includes('icon') && { ariaLabel: children ?? label })}
      {...(keys && { nativeButtonAttributes: { title: `${label} (${keys})` } })}
    >
      {variant.includes('icon') ? undefined : (children ?? label)}
    </Button>
  );
}
