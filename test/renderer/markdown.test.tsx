import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { isPlainEnough } from '#renderer/ui/markdown-safety.ts';
import { Markdown } from '#renderer/ui/Markdown.tsx';

const html = (text: string) => renderToStaticMarkup(<Markdown>{text}</Markdown>);

describe('a stranger’s markdown', () => {
  it('keeps its shape', () => {
    expect(html('# Title\n\n- one\n- **two**')).toMatch(/<h4>.*Title.*<\/h4>[\s\S]*<li>[\s\S]*<strong>two/);
  });

  it.each([
    ['raw HTML', '<img src=x onerror=alert(1)>'],
    ['a script', '<script>alert(1)</script>'],
    ['a frame', 'a <iframe srcdoc="x"></iframe>'],
    ['an image', '![pixel](https://tracker.example/p.png)'],
    ['a script link', '[click](javascript:alert(1))'],
    ['a data link', '[click](data:text/html,x)'],
    ['a web link', '[click](https://evil.example)'],
    ['a bare address', '<https://evil.example>'],
    ['a reference', '[a]\n\n[a]: javascript:alert(1)'],
  ])('is shown, not run: %s', (_name, text) => {
    const drawn = html(text);
    expect(drawn).not.toMatch(/<(img|script|iframe|a|object|embed|style|link|form)[\s>]/i);
    for (const [tag] of drawn.matchAll(/<[^>]*>/g)) expect(tag).not.toMatch(/ (on\w+|href|src|srcdoc|style)=/i);
  });

  it('shows where a link leads', () => {
    expect(html('[click](https://evil.example/x)')).toContain('https://evil.example/x');
    expect(html('[click](javascript:alert(1))')).toContain('javascript:alert(1)');
  });

  it('shows hidden characters as badges, also inside of marks', () => {
    expect(html('**in\u202Evoice**')).toMatch(/<strong>in<span class="mw-hidden-character"[^>]*>U\+202E<\/span>voice/);
  });

  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['quotes', `${'>'.repeat(50_000)} x`],
    ['spaced quotes', '> '.repeat(20_000)],
    ['lists', '- '.repeat(20_000)],
    ['emphasis', '*a_'.repeat(100_000)],
    ['backticks', '`'.repeat(100_000)],
    ['links', '[a](b'.repeat(100_000)],
    ['indents', `${' '.repeat(500)}x\n`.repeat(1_000)],
    ['entities', '&'.repeat(100_000)],
    ['plain words', 'word '.repeat(200_000)],
  ])('is drawn in time: %s', (_name, text) => {
    html('warm');
    const begun = performance.now();
    html(text);
    expect(performance.now() - begun).toBeLessThan(600);
  });

  it('parses what an honest page holds', () => {
    const page = '## Use\n\nSee `customer_id` and [the guide](https://x.example). *Careful* with [PII].\n\n'.repeat(60);
    expect(isPlainEnough(page)).toBe(true);
    expect(isPlainEnough('['.repeat(100))).toBe(false);
  });
});
