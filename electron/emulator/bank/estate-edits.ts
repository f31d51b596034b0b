import type { KeyedList } from '#emulator/bank/keyed-list.ts';
import type { Group, Membership, User } from '#emulator/bank/types.ts';
import type { GlueCatalog } from '#emulator/bank/tables.ts';
import type { Estate } from '#emulator/bank/estate.ts';
import { type QualityEdits, createQualityEdits } from '#emulator/bank/quality/edits.ts';
import { type GlueEdits, createGlueEdits } from '#emulator/bank/glue-edits.ts';
import { type LineageEdits, createLineageEdits } from '#emulator/bank/lineage/edits.ts';
import { type MembershipEdits, createMembershipEdits } from '#emulator/bank/membership-edits.ts';
import { type QualityPointEdits, createQualityPointEdits } from '#emulator/bank/quality-point-edits.ts';
import type { AssetStore } from '#emulator/bank/assets.ts';
import { type LakeEdits, createLakeEdits } from '#emulator/bank/lake/edits.ts';
import { type NativeEdits, createNativeEdits } from '#emulator/bank/native-edits.ts';
import type { OrganizationAccount, OrganizationalUnit } from '#emulator/bank/organization.ts';

interface OrganizationEdits {
  /** moves an account to the root or a unit */
  readonly moveAccount: (accountId: string, parentId: string) => OrganizationAccount;
  readonly changeAccount: (
    accountId: string,
    change: Partial<Pick<OrganizationAccount, 'name' | 'email' | 'state' | 'tags'>>,
  ) => OrganizationAccount;
  readonly addUnit: (name: string, parentId: string) => OrganizationalUnit;
  readonly renameUnit: (unitId: string, name: string) => OrganizationalUnit;
  /** removes an empty unit */
  readonly removeUnit: (unitId: string) => void;
}

/** Changes to the estate, as other people would make them between two pulls. Each throws when what it names is not there. */
export interface EstateEdits
  extends OrganizationEdits,
    LakeEdits,
    QualityEdits,
    NativeEdits,
    GlueEdits,
    LineageEdits,
    MembershipEdits,
    QualityPointEdits {}

const must = <T>(found: T | undefined, what: string, id: string): T => {
  if (found === undefined) throw new RangeError(`The bank has no ${what} ${id}.`);
  return found;
};

const organizationEdits = ({ organization }: Estate): OrganizationEdits => {
  const parent = (id: string): string => {
    if (id !== organization.rootId) must(organization.units.get(id), 'organizational unit', id);
    return id;
  };
  const account = (id: string): OrganizationAccount => must(organization.accounts.get(id), 'account', id);
  const put = (after: OrganizationAccount): OrganizationAccount => {
    organization.accounts.put(after);
    return after;
  };
  return {
    moveAccount: (id, parentId) => put({ ...account(id), parentId: parent(parentId) }),
    changeAccount: (id, change) => put({ ...account(id), ...change }),
    addUnit: (name, parentId) => {
      const unit = { id: organization.unitIdOf(`${parent(parentId)} ${name}`), name, parentId, tags: {} };
      organization.units.put(unit);
      return unit;
    },
    renameUnit: (id, name) => {
      const after = { ...must(organization.units.get(id), 'organizational unit', id), name };
      organization.units.put(after);
      return after;
    },
    removeUnit: (id) => {
      must(organization.units.get(id), 'organizational unit', id);
      const held = [...organization.units.list(), ...organization.accounts.list()].some((each) => each.parentId === id);
      if (held) throw new RangeError(`The organizational unit ${id} is not empty.`);
      organization.units.remove(id);
    },
  };
};

/** The rest of the bank the edits reach into. */
interface Reach {
  readonly seed: number;
  readonly glue: GlueCatalog;
  readonly assets: AssetStore;
  readonly users: KeyedList<User>;
  readonly groups: KeyedList<Group>;
  readonly memberships: KeyedList<Membership>;
}

export const createEstateEdits = (estate: Estate & Reach, clock: () => number): EstateEdits => ({
  ...organizationEdits(estate),
  ...createLakeEdits(estate.lake, clock),
  ...createQualityEdits(estate.quality, estate.seed, clock),
  ...createGlueEdits(estate.glue, clock),
  ...createNativeEdits(estate, estate.seed),
  ...createLineageEdits(estate.lineage, estate.users.list()[0]?.profileId ?? 'SYSTEM', clock),
  ...createMembershipEdits(estate, clock),
  ...createQualityPointEdits(estate.qualityPoints, estate.assets, estate.seed, clock),
});
