import Button from '@cloudscape-design/components/button';
import { type ReactNode, useState } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import { CopyButton } from './Copy.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { clip } from './hidden-characters.ts';
import { badgeHiddenCharacters, isPlainEnough } from './markdown-safety.ts';
import { Text } from './Text.tsx';

/** Longer than any description DataZone takes; what is past it is shown as plain text on demand. */
const LONGEST = 20_000;

const components: Components = {
  a: ({ href, children }) => <InertLink href={href}>{children}</InertLink>,
  img: ({ alt, src }) => <span className="mw-code">[image not shown: {alt || String(src)}]</span>,
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
};

/** Nothing opens from a stranger's text: the link's words stay words, and its address is shown and copied. */
function InertLink({ href, children }: { href: string | undefined; children?: ReactNode }) {
  const https = href !== undefined && /^https:\/\//i.test(href);
  return (
    <span className="mw-link-text">
      {children}
      {href && (
        <>
          {' ('}
          <code>
            <Text limit={120} bare>
              {href}
            </Text>
          </code>
          {https && <CopyButton text={href} what="address" />})
        </>
      )}
    </span>
  );
}

/** A stranger's markdown: no HTML, no images, no live links; text that would be slow to parse is shown plain. */
export function Markdown({ children }: { children: string }) {
  const [whole, setWhole] = useState(false);
  const plainText = (
    <Text lines limit={LONGEST}>
      {children}
    </Text>
  );
  if (whole || !isPlainEnough(children)) return plainText;
  return (
    <ErrorBoundary renderFallback={() => plainText} resetKey={children}>
      <div className="mw-markdown">
        <ReactMarkdown rehypePlugins={[badgeHiddenCharacters]} components={components} urlTransform={(url) => url}>
          {clip(children, LONGEST)}
        </ReactMarkdown>
      </div>
      {children.length > LONGEST && (
        <Button variant="inline-link" onClick={() => setWhole(true)}>
          show all as plain text
        </Button>
      )}
    </ErrorBoundary>
  );
}
