import { type EditContext, editsOf, must, present } from '#emulator/bank/edit-context.ts';
import { idOf, uuidOf } from '#emulator/bank/ids.ts';
import { type ProductEdits, createProductEdits } from '#emulator/bank/product-edits.ts';
import type {
  AssetType,
  DomainUnit,
  FormType,
  Glossary,
  Group,
  Principal,
  Project,
  Stamp,
  User,
} from '#emulator/bank/types.ts';

type NewUser = Pick<User, 'userName' | 'givenName' | 'familyName' | 'title' | 'profileStatus'>;

/** Changes to units, projects, glossaries, types, products and people, as others would make them. */
export interface CatalogEdits extends ProductEdits {
  readonly addDomainUnit: (parentId: string, name: string, description: string) => DomainUnit;
  readonly changeDomainUnit: (
    unitId: string,
    change: Partial<Pick<DomainUnit, 'name' | 'description' | 'owners'>>,
  ) => DomainUnit;
  /** removes a unit without children and projects, and its grants and rules with it */
  readonly removeDomainUnit: (unitId: string) => DomainUnit;
  readonly addProject: (
    project: Pick<Project, 'name' | 'description' | 'domainUnitId' | 'accountId' | 'profileId'>,
  ) => Project;
  /** adds a member, or gives one another designation */
  readonly putMember: (projectId: string, principal: Principal, designation: string) => Project;
  readonly removeMember: (projectId: string, principalId: string) => Project;
  readonly addGlossary: (
    projectId: string,
    name: string,
    description?: string,
    more?: Partial<Pick<Glossary, 'status' | 'governed'>>,
  ) => Glossary;
  /** the glossary and its terms */
  readonly removeGlossary: (glossaryId: string) => void;
  readonly addFormType: (type: Pick<FormType, 'name' | 'description' | 'smithy'>, projectId: string) => FormType;
  /** makes the next revision */
  readonly changeFormType: (name: string, change: Partial<Pick<FormType, 'description' | 'smithy'>>) => FormType;
  /** makes the next revision */
  readonly changeAssetType: (name: string, change: Partial<Pick<AssetType, 'description' | 'forms'>>) => AssetType;
  readonly addUser: (user: NewUser) => User;
  readonly changeUser: (userId: string, change: Partial<Pick<User, 'title' | 'active' | 'profileStatus'>>) => User;
  readonly addGroup: (name: string, description: string) => Group;
  readonly changeGroup: (groupId: string, change: Partial<Pick<Group, 'name' | 'description' | 'assigned'>>) => Group;
  readonly removeGroup: (groupId: string) => void;
}

const unitEdits = (
  context: EditContext,
): Pick<CatalogEdits, 'addDomainUnit' | 'changeDomainUnit' | 'removeDomainUnit'> => {
  const { bank, clock, by, next } = context;
  const units = editsOf(bank.units, 'domain unit', context);
  return {
    addDomainUnit: (parentId, name, description) => {
      must(bank.units.get(parentId), 'domain unit', parentId);
      const stamp: Stamp = { createdAt: clock(), createdBy: by, updatedAt: clock(), updatedBy: by };
      const unit = { id: idOf(bank.seed, 'unit', next()), parentId, name, description, owners: [], ...stamp };
      bank.units.put(unit);
      return unit;
    },
    changeDomainUnit: units.change,
    removeDomainUnit: (id) => {
      const held =
        bank.units.list().some(({ parentId }) => parentId === id) ||
        bank.projects.list().some(({ domainUnitId }) => domainUnitId === id);
      if (held) throw new RangeError(`The domain unit ${id} is not empty.`);
      for (const grant of bank.policyGrants.list()) if (grant.entityId === id) bank.policyGrants.remove(grant.id);
      for (const rule of bank.rules.list()) if (rule.unitId === id) bank.rules.remove(rule.id);
      return units.remove(id);
    },
  };
};

const projectEdits = (context: EditContext): Pick<CatalogEdits, 'addProject' | 'putMember' | 'removeMember'> => {
  const { bank, clock, by, next } = context;
  const projects = editsOf(bank.projects, 'project', context);
  // Memberships do not move the times of their project.
  const members = (id: string, change: (of: Project['members']) => Project['members']): Project => {
    const project = must(bank.projects.get(id), 'project', id);
    const after = { ...project, members: change(project.members) };
    bank.projects.put(after);
    return after;
  };
  return {
    addProject: (project) => {
      must(bank.units.get(project.domainUnitId), 'domain unit', project.domainUnitId);
      const stamp: Stamp = { createdAt: clock(), createdBy: by, updatedAt: clock(), updatedBy: by };
      const id = idOf(bank.seed, 'project', next());
      bank.projects.put({ ...project, id, status: 'ACTIVE', glossaryTerms: [], members: [], ...stamp });
      return projects.change(id, {});
    },
    putMember: (projectId, principal, designation) =>
      members(projectId, (of) => {
        const at = of.findIndex((member) => member.principal.id === principal.id);
        return at < 0 ? [...of, { principal, designation }] : of.with(at, { principal, designation });
      }),
    removeMember: (projectId, principalId) =>
      members(projectId, (of) => {
        const left = of.filter((member) => member.principal.id !== principalId);
        if (left.length === of.length) throw new RangeError(`The project ${projectId} has no member ${principalId}.`);
        return left;
      }),
  };
};

const typeEdits = (
  context: EditContext,
): Pick<CatalogEdits, 'addGlossary' | 'removeGlossary' | 'addFormType' | 'changeFormType' | 'changeAssetType'> => {
  const { bank, clock, by, next } = context;
  const after = (revision: string): string => String(Number(revision) + 1);
  return {
    addGlossary: (owningProjectId, name, description, more = {}) => {
      must(bank.projects.get(owningProjectId), 'project', owningProjectId);
      const stamp: Stamp = { createdAt: clock(), createdBy: by, updatedAt: clock(), updatedBy: by };
      const id = idOf(bank.seed, 'glossary', next());
      const glossary: Glossary = {
        id,
        name,
        ...(description === undefined ? {} : { description }),
        owningProjectId,
        status: 'ENABLED',
        governed: false,
        ...present(more),
        ...stamp,
      };
      bank.glossaries.put(glossary);
      return glossary;
    },
    removeGlossary: (id) => {
      must(bank.glossaries.get(id), 'glossary', id);
      for (const term of bank.terms.list()) if (term.glossaryId === id) bank.terms.remove(term.id);
      bank.glossaries.remove(id);
    },
    addFormType: (type, owningProjectId) => {
      const added = { ...type, revision: '1', managed: false, owningProjectId, createdAt: clock(), createdBy: by };
      bank.formTypes.put(added);
      return added;
    },
    changeFormType: (name, change) => {
      const before = must(bank.formTypes.get(name), 'form type', name);
      const changed = { ...before, ...change, revision: after(before.revision), createdAt: clock(), createdBy: by };
      bank.formTypes.put(changed);
      return changed;
    },
    changeAssetType: (name, change) => {
      const before = must(bank.assetTypes.get(name), 'asset type', name);
      const changed = { ...before, ...change, revision: after(before.revision), updatedAt: clock(), updatedBy: by };
      bank.assetTypes.put(changed);
      return changed;
    },
  };
};

const peopleEdits = (
  context: EditContext,
): Pick<CatalogEdits, 'addUser' | 'changeUser' | 'addGroup' | 'changeGroup' | 'removeGroup'> => {
  const { bank, clock, next } = context;
  return {
    addUser: (user) => {
      const ordinal = next();
      const added: User = {
        ...user,
        id: uuidOf(bank.seed, 'user', ordinal),
        profileId: uuidOf(bank.seed, 'userProfile', ordinal),
        email: `${user.userName}@anybank.example`,
        active: true,
        createdAt: clock(),
        updatedAt: clock(),
      };
      bank.users.put(added);
      return added;
    },
    // How somebody stands to the domain is not the directory's business.
    changeUser: (id, change) => {
      const directory = change.title !== undefined || change.active !== undefined;
      const after = {
        ...must(bank.users.get(id), 'user', id),
        ...change,
        ...(directory ? { updatedAt: clock() } : {}),
      };
      bank.users.put(after);
      return after;
    },
    addGroup: (name, description) => {
      const ordinal = next();
      const added: Group = {
        id: uuidOf(bank.seed, 'group', ordinal),
        profileId: uuidOf(bank.seed, 'groupProfile', ordinal),
        assigned: true,
        name,
        description,
        createdAt: clock(),
        updatedAt: clock(),
      };
      bank.groups.put(added);
      return added;
    },
    changeGroup: (id, change) => {
      const directory = change.name !== undefined || change.description !== undefined;
      const moved = directory ? { updatedAt: clock() } : {};
      const after = present({ ...must(bank.groups.get(id), 'group', id), ...change, ...moved });
      bank.groups.put(after);
      return after;
    },
    removeGroup: (id) => {
      must(bank.groups.get(id), 'group', id);
      for (const each of bank.memberships.list()) if (each.groupId === id) bank.memberships.remove(each.id);
      bank.groups.remove(id);
    },
  };
};

export const createCatalogEdits = (context: EditContext): CatalogEdits => ({
  ...unitEdits(context),
  ...projectEdits(context),
  ...typeEdits(context),
  ...createProductEdits(context),
  ...peopleEdits(context),
});
