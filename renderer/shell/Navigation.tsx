import Badge from '@cloudscape-design/components/badge';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useLocation } from 'wouter';
import { navigate } from '../api/hash-location.ts';
import { useStagedLines } from '../api/staged-lines.ts';
import { count } from '../ui/times.ts';

const pages = [
  { href: '#/catalog', text: 'Catalog' },
  { href: '#/change-sets', text: 'Change sets' },
  { href: '#/sync', text: 'Pulls & coverage' },
  { href: '#/activity', text: 'Activity' },
  { href: '#/settings', text: 'Settings & about' },
] as const;

export function Navigation() {
  const [path] = useLocation();
  const staged = useStagedLines();
  const active = pages.find(({ href }) => `#${path}`.startsWith(href))?.href ?? '#/';
  return (
    <SideNavigation
      activeHref={active}
      items={pages.map((page) => ({
        type: 'link',
        ...page,
        ...(page.href === '#/change-sets' &&
          staged !== null &&
          staged.lines > 0 && { info: <Badge color="blue">{count(staged.lines)} staged</Badge> }),
      }))}
      onFollow={(event) => {
        event.preventDefault();
        navigate(event.detail.href.slice(1));
      }}
    />
  );
}
