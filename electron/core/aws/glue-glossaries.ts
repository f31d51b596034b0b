import { GetGlossaryTermCommand, ListGlossariesCommand, ListGlossaryTermsCommand } from '@aws-sdk/client-glue';
import type { GlueGlossaryRow, GlueGlossaryTermRow } from '../catalog/rows-sources.ts';
import { type Page, said, token } from './page.ts';
import type { AwsSession } from './session.ts';

const PAGE = 1000;

/** Glossaries of Glue's own business catalog; regions without it refuse the call. */
export async function glueGlossaries(
  session: AwsSession,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<GlueGlossaryRow>> {
  const client = await session.glue();
  const answer = await session.call('glue:ListGlossaries', signal, (options) =>
    client.send(new ListGlossariesCommand({ MaxResults: PAGE, NextToken: next ?? undefined }), options),
  );
  return {
    items: (answer.Items ?? []).map((item) => ({
      id: item.Id ?? '',
      name: item.Name ?? '',
      description: said(item.Description),
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

/** Terms of one glossary as the list tells them: without the long description. */
export async function glueTerms(
  session: AwsSession,
  glossaryId: string,
  next: string | null,
  signal: AbortSignal,
): Promise<Page<GlueGlossaryTermRow>> {
  const client = await session.glue();
  const answer = await session.call('glue:ListGlossaryTerms', signal, (options) =>
    client.send(
      new ListGlossaryTermsCommand({ GlossaryIdentifier: glossaryId, MaxResults: PAGE, NextToken: next ?? undefined }),
      options,
    ),
  );
  return {
    items: (answer.Items ?? []).map((item) => ({
      id: item.Id ?? '',
      glossary_id: glossaryId,
      name: item.Name ?? '',
      short_description: said(item.ShortDescription),
      long_description: null,
    })),
    nextToken: token(answer.NextToken),
    total: null,
  };
}

export async function glueTerm(
  session: AwsSession,
  glossaryId: string,
  termId: string,
  signal: AbortSignal,
): Promise<GlueGlossaryTermRow> {
  const client = await session.glue();
  const answer = await session.call('glue:GetGlossaryTerm', signal, (options) =>
    client.send(new GetGlossaryTermCommand({ Identifier: termId }), options),
  );
  return {
    id: answer.Id ?? termId,
    glossary_id: answer.GlossaryId ?? glossaryId,
    name: answer.Name ?? '',
    short_description: said(answer.ShortDescription),
    long_description: said(answer.LongDescription),
  };
}
