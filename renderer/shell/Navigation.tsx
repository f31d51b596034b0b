import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useLocation } from 'wouter';
import { navigate } from '../api/hash-location.ts';

const pages = [
  { href: '#/catalog', text: 'Catalog' },
  { href: '#/sync', text: 'Pulls & coverage' },
  { href: '#/activity', text: 'Activity' },
  { href: '#/settings', text: 'Settings & about' },
] as const;

export function Navigation() {
  const [path] = useLocation();
  const active = pages.find(({ href }) => `#${path}`.startsWith(href))?.href ?? '#/';
  return (
    <SideNavigation
      activeHref={active}
      items={pages.map((page) => ({ type: 'link', ...page }))}
      onFollow={(event) => {
        event.preventDefault();
        navigate(event.detail.href.slice(1));
      }}
    />
  );
}
