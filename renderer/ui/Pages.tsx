import Pagination from '@cloudscape-design/components/pagination';

interface PagesProps {
  /** What the pages hold: "assets". */
  label: string;
  page: number;
  size: number;
  total: number;
  onPage: (page: number) => void;
}

export const pageCount = (total: number, size: number) => Math.max(1, Math.ceil(total / size));

/** Page numbers; nothing where one page holds all. */
export function Pages({ label, page, size, total, onPage }: PagesProps) {
  const pages = pageCount(total, size);
  if (pages === 1 && page === 1) return null;
  return (
    <Pagination
      currentPageIndex={page}
      pagesCount={pages}
      ariaLabels={{
        paginationLabel: `Pages of ${label}`,
        nextPageLabel: 'Next page',
        previousPageLabel: 'Previous page',
        pageLabel: (at) => `Page ${at}`,
      }}
      onChange={({ detail }) => onPage(detail.currentPageIndex)}
    />
  );
}
