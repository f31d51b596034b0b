import Button from '@cloudscape-design/components/button';
import { copyText } from './copying.ts';
import { Text } from './Text.tsx';

/** A button that copies; `what` names it for those who hear the page: "asset id". */
export function CopyButton({ text, what }: { text: string; what: string }) {
  return (
    <Button
      variant="inline-icon"
      iconName="copy"
      ariaLabel={`Copy ${what}`}
      onClick={() => void copyText(text, what[0]?.toUpperCase() + what.slice(1))}
    />
  );
}

/** An id or ARN with its copy button. What is copied is the exact value, not what is shown. */
export function Id({ children, what }: { children: string; what: string }) {
  return (
    <span className="mw-id">
      <code>
        <Text limit={140}>{children}</Text>
      </code>
      <CopyButton text={children} what={what} />
    </span>
  );
}
