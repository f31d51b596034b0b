import Select from '@cloudscape-design/components/select';
import type { Run } from '#shared/sync.ts';
import { counted, utcTime } from '../../ui/times.ts';
import { runWords } from '../../words.ts';
import { runSort } from './run-columns.tsx';

interface RunSelectProps<First extends number | null> {
  label: string;
  runs: readonly Run[];
  value: number | First;
  /** What stands above the runs: "the last pull", "before the first". */
  first?: { id: First; label: string };
  onChange: (value: number | First) => void;
}

const changesOf = ({ added, changed, removed }: Run): string => {
  const all = added + changed + removed;
  return all === 0 ? 'changed nothing' : counted(all, 'change');
};

const optionOf = (run: Run) => ({
  value: String(run.id),
  label: `Pull ${run.id}, ${utcTime(run.endedAt ?? run.startedAt)}`,
  description: `${runSort(run)}, ${runWords[run.state].label.toLowerCase()}, ${changesOf(run)}`,
});

/** One of the pulls, by number and date. A pull older than those listed stays chosen. */
export function RunSelect<First extends number | null = never>(props: RunSelectProps<First>) {
  const { label, runs, value, first, onChange } = props;
  const known = runs.map(optionOf);
  const options = first ? [{ value: String(first.id), label: first.label }, ...known] : known;
  const chosen = options.find((option) => option.value === String(value)) ?? {
    value: String(value),
    label: `Pull ${String(value)}`,
  };
  return (
    <Select
      ariaLabel={`${label}: ${chosen.label}`}
      inlineLabelText={label}
      selectedOption={chosen}
      options={options}
      filteringType={options.length > 12 ? 'auto' : 'none'}
      filteringPlaceholder="Number, date or state"
      filteringAriaLabel="Filter the pulls"
      empty="No pull yet"
      noMatch="No pull fits"
      virtualScroll
      onChange={({ detail }) => {
        const id = detail.selectedOption.value;
        if (first && id === String(first.id)) onChange(first.id);
        else onChange(Number(id));
      }}
    />
  );
}
