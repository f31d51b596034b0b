import type { Difference as Changed } from '#shared/history.ts';
import { Id } from '../../../ui/Copy.tsx';
import { Difference } from '../../../ui/Difference.tsx';
import { Text } from '../../../ui/Text.tsx';
import { changeWords, kindTitle } from '../../../words.ts';

/** Longer values come cut at this many characters. */
const CUT = 2_000;

/** Where the entity of a change is shown; null where it has no page, or is not there any more. */
export const pageOf = ({ kind, id, change }: Changed): string | null =>
  kind === 'asset' && change !== 'removed' ? `/catalog/${encodeURIComponent(id)}` : null;

/** All there is about one change: the sentence, what it is about, and each field before and after. */
export function ChangeDetails({ row }: { row: Changed }) {
  const path = pageOf(row);
  return (
    <div className="mw-change">
      <div>
        <b>
          <Text limit={600}>{row.sentence}</Text>
        </b>
      </div>
      <div className="mw-change-about">
        <span>
          {kindTitle(row.kind)}, {changeWords[row.change].toLowerCase()}
        </span>
        <Id what="id">{row.id}</Id>
        {path !== null && <a href={`#${path}`}>Open the asset</a>}
      </div>
      {row.fields.length > 0 && (
        <table className="mw-change-fields">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Before → after</th>
            </tr>
          </thead>
          <tbody>
            {row.fields.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">
                  <code>
                    <Text limit={100}>{field}</Text>
                  </code>
                </th>
                <td>
                  <Value before={before} after={after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Value({ before, after }: { before: string | null; after: string | null }) {
  const cut = (before?.length ?? 0) >= CUT || (after?.length ?? 0) >= CUT;
  return (
    <>
      <Difference before={before} after={after} />
      {cut && <div className="mw-second">Cut at 2,000 characters.</div>}
    </>
  );
}
