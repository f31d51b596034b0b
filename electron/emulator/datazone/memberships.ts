import type { Bank } from '#emulator/bank/bank.ts';
import { ownerAnswer } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const namesOf = (bank: Bank): ReadonlyMap<string, string> =>
  new Map([
    ...bank.users.list().map((user) => [user.profileId, user.userName] as const),
    ...bank.groups.list().map((group) => [group.profileId, group.name] as const),
  ]);

interface ListProjectMembershipsInput {
  readonly projectIdentifier: string;
  readonly sortBy?: 'NAME';
  readonly sortOrder?: 'ASCENDING' | 'DESCENDING';
}

export const listProjectMemberships = operation((call, input: ListProjectMembershipsInput) => {
  const project = call.bank.projects.get(input.projectIdentifier);
  if (!project) throw notFound(`Project ${input.projectIdentifier} not found.`);
  const names = call.remember('names', () => namesOf(call.bank));
  const sign = input.sortOrder === 'DESCENDING' ? -1 : 1;
  const nameOf = ({ id }: { readonly id: string }): string => names.get(id) ?? id;
  const members =
    input.sortBy === undefined && input.sortOrder === undefined
      ? project.members
      : project.members.toSorted((a, b) => sign * (nameOf(a.principal) < nameOf(b.principal) ? -1 : 1));
  const { slice, nextToken } = call.page(members, PAGE);
  return {
    members: slice.map(({ principal, designation }) => ({ memberDetails: ownerAnswer(principal), designation })),
    nextToken,
  };
});
