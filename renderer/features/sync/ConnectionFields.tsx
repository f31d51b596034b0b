import Alert from '@cloudscape-design/components/alert';
import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { plain } from '../../ui/hidden-characters.ts';
import { Text } from '../../ui/Text.tsx';
import { profileWords } from '../../words.ts';
import { hostIn } from '../../ui/endpoint-host.ts';
import type { Draft, Problems, Profile } from './connection-draft.ts';

interface FieldsProps {
  draft: Draft;
  problems: Problems;
  onChange: (changes: Partial<Draft>) => void;
}

interface LineProps extends FieldsProps {
  field: 'name' | 'path' | 'region' | 'domainId' | 'identityStoreId' | 'endpoint';
  label: string;
  description?: string;
  placeholder: string;
}

function Line({ draft, problems, onChange, field, label, description, placeholder }: LineProps) {
  return (
    <FormField label={label} description={description} errorText={problems[field]}>
      <Input
        value={draft[field]}
        placeholder={placeholder}
        spellcheck={false}
        autoComplete={false}
        onChange={({ detail }) => onChange({ [field]: detail.value })}
      />
    </FormField>
  );
}

export function FileFields(props: FieldsProps) {
  return (
    <ColumnLayout columns={2}>
      <Line {...props} field="name" label="Name" description="How you call this mesh." placeholder="Group data mesh" />
      <Line
        {...props}
        field="path"
        label="File"
        description="The full path of a new file on this machine."
        placeholder="/home/me/group.meshward"
      />
    </ColumnLayout>
  );
}

interface AccessProps extends FieldsProps {
  profiles: readonly Profile[];
  /** The program the chosen profile would run for credentials. */
  program: string | null;
}

const DEFAULT_CHAIN = '';

export function AccessFields({ profiles, program, ...props }: AccessProps) {
  const { draft, problems, onChange } = props;
  const options = [
    {
      value: DEFAULT_CHAIN,
      label: 'Default chain',
      description: 'environment, default profile, or this machine’s role',
    },
    ...profiles.map((profile) => ({
      value: profile.name,
      label: plain(profile.name),
      description: [profile.region, profileWords[profile.kind]].filter(Boolean).join(' · '),
    })),
  ];
  const chosen = options.find((option) => option.value === (draft.profile ?? DEFAULT_CHAIN)) ?? null;

  const choose = (name: string) => {
    const profile = profiles.find((other) => other.name === name);
    onChange({
      profile: name === DEFAULT_CHAIN ? null : name,
      allowProgram: false,
      ...(profile?.region && draft.region.trim() === '' && { region: profile.region }),
    });
  };

  return (
    <SpaceBetween size="l">
      <ColumnLayout columns={2}>
        <FormField label="AWS profile" description="From ~/.aws/config of this machine." errorText={problems.profile}>
          <Select
            selectedOption={chosen}
            options={options}
            filteringType={options.length > 12 ? 'auto' : 'none'}
            virtualScroll={options.length > 50}
            placeholder="Choose a profile"
            onChange={({ detail }) => choose(detail.selectedOption.value ?? DEFAULT_CHAIN)}
          />
        </FormField>
        <Line
          {...props}
          field="region"
          label="Region"
          description="Where the DataZone domain lives."
          placeholder="ap-southeast-2"
        />
      </ColumnLayout>
      {program !== null && (
        <Alert type="warning" statusIconAriaLabel="Warning" header="This profile runs a program to get credentials">
          <SpaceBetween size="xs">
            <code>
              <Text limit={1000}>{program}</Text>
            </code>
            <FormField errorText={problems.allowProgram}>
              <Checkbox
                checked={draft.allowProgram}
                onChange={({ detail }) => onChange({ allowProgram: detail.checked })}
              >
                Run it with my rights when Meshward signs in
              </Checkbox>
            </FormField>
          </SpaceBetween>
        </Alert>
      )}
      <ColumnLayout columns={2}>
        <Line
          {...props}
          field="domainId"
          label="DataZone domain id (optional)"
          description="Leave it empty to choose from the domains this identity sees."
          placeholder="dzd_4abc5def6ghi7j"
        />
        <Line
          {...props}
          field="identityStoreId"
          label="Identity store id (optional)"
          description="For the names of users and groups."
          placeholder="d-1234567890"
        />
      </ColumnLayout>
      <Endpoint {...props} />
    </SpaceBetween>
  );
}

function Endpoint(props: FieldsProps) {
  const { draft, problems, onChange } = props;
  const typed = draft.endpoint.trim();
  const host = hostIn(typed);
  return (
    <ExpandableSection headerText="Endpoint other than AWS’s own" defaultExpanded={typed !== ''}>
      <SpaceBetween size="s">
        <Line
          {...props}
          onChange={(changes) => onChange({ ...changes, allowEndpoint: false })}
          field="endpoint"
          label="Endpoint"
          description="For a proxy, a private endpoint or an emulator."
          placeholder="https://…"
        />
        {host !== null && (
          <FormField errorText={problems.allowEndpoint}>
            <Checkbox
              checked={draft.allowEndpoint}
              onChange={({ detail }) => onChange({ allowEndpoint: detail.checked })}
            >
              Send all calls of this workspace to <b>{host}</b> instead of AWS. It will see the requests and their
              signatures.
            </Checkbox>
          </FormField>
        )}
      </SpaceBetween>
    </ExpandableSection>
  );
}
