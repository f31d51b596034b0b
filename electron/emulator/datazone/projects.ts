import type { Project } from '#emulator/bank/types.ts';
import { iso, orAbsent } from '#emulator/datazone/answers.ts';
import { operation } from '#emulator/operation.ts';
import { notFound } from '#emulator/wire/aws-error.ts';

const PAGE = 50;

const core = (project: Project, domainId: string): object => ({
  domainId,
  id: project.id,
  name: project.name,
  description: project.description,
  projectStatus: project.status,
  createdBy: project.createdBy,
  createdAt: iso(project.createdAt),
  domainUnitId: project.domainUnitId,
  projectCategory: 'USER',
});

interface ListProjectsInput {
  readonly userIdentifier?: string;
  readonly groupIdentifier?: string;
  readonly name?: string;
  readonly projectCategory?: string;
}

export const listProjects = operation((call, input: ListProjectsInput) => {
  const member = (project: Project, kind: 'user' | 'group', id: string | undefined): boolean =>
    id === undefined || project.members.some(({ principal }) => principal.kind === kind && principal.id === id);
  const projects = call.bank.projects
    .list()
    .filter(
      (project) =>
        member(project, 'user', input.userIdentifier) &&
        member(project, 'group', input.groupIdentifier) &&
        (input.name === undefined || project.name === input.name) &&
        (input.projectCategory === undefined || input.projectCategory === 'USER'),
    );
  const { slice, nextToken } = call.page(projects, PAGE);
  return {
    items: slice.map((project) => ({ ...core(project, call.bank.domain.id), updatedAt: iso(project.updatedAt) })),
    nextToken,
  };
});

export const getProject = operation((call, input: { identifier: string }) => {
  const project = call.bank.projects.get(input.identifier);
  if (!project) throw notFound(`Project ${input.identifier} not found.`);
  return {
    ...core(project, call.bank.domain.id),
    lastUpdatedAt: iso(project.updatedAt),
    glossaryTerms: orAbsent(project.glossaryTerms),
    projectProfileId: project.profileId,
    environmentDeploymentDetails: { overallDeploymentStatus: 'SUCCESSFUL' },
  };
});
