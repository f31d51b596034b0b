import { describe, expect, it } from 'vitest';
import type { Connection } from '#shared/sync.ts';
import { connectInput, type Draft, draftOf, problemsOf } from '#renderer/features/sync/connection-draft.ts';
import { hostIn, hostOf } from '#renderer/ui/endpoint-host.ts';

const good: Draft = { ...draftOf(null), name: 'Mesh', path: '/tmp/x.meshward', region: 'ap-southeast-2' };
const ask = { creating: true, program: null };

describe('the connection form', () => {
  it('passes what the contract takes', () => {
    expect(problemsOf(good, ask)).toEqual({});
    expect(problemsOf({ ...good, domainId: 'dzd_4abc5def6ghi7j', identityStoreId: 'd-1234567890' }, ask)).toEqual({});
  });

  it.each([
    ['name', { name: '  ' }],
    ['path', { path: '' }],
    ['region', { region: 'Sydney' }],
    ['domainId', { domainId: 'my domain' }],
    ['identityStoreId', { identityStoreId: 'x' }],
    ['endpoint', { endpoint: 'ftp://x', allowEndpoint: true }],
    ['allowEndpoint', { endpoint: 'https://proxy.bank.example' }],
  ])('says what is wrong with the %s, at that field only', (field, changes) => {
    expect(Object.keys(problemsOf({ ...good, ...changes }, ask))).toEqual([field]);
  });

  it('asks for the file only while there is none', () => {
    expect(problemsOf({ ...good, name: '', path: '' }, { ...ask, creating: false })).toEqual({});
  });

  it('wants a yes to a program before its first use', () => {
    expect(problemsOf(good, { ...ask, program: '/opt/creds' })).toHaveProperty('allowProgram');
    expect(problemsOf({ ...good, allowProgram: true }, { ...ask, program: '/opt/creds' })).toEqual({});
  });

  it('never says yes to an endpoint that is not there', () => {
    expect(connectInput({ ...good, endpoint: ' ', allowEndpoint: true })).toMatchObject({
      endpoint: null,
      allowEndpoint: false,
    });
  });

  it('starts from the connection there is, without an endpoint that came from elsewhere', () => {
    const connection: Connection = {
      kind: 'aws',
      profile: 'p',
      region: 'eu-west-1',
      domainId: 'dzd_1',
      domainName: null,
      identityStoreId: null,
      endpoint: 'http://127.0.0.1:9',
      endpointSource: 'environment',
      endpointAllowed: true,
      identity: null,
      identityAt: null,
    };
    expect(draftOf(connection)).toMatchObject({
      profile: 'p',
      region: 'eu-west-1',
      endpoint: '',
      allowEndpoint: false,
    });
    expect(draftOf({ ...connection, endpointSource: 'workspace' })).toMatchObject({ endpoint: 'http://127.0.0.1:9' });
  });

  it('names hosts as they will be called', () => {
    expect(hostIn('https://xn--80ak6aa92e.example:8443/x')).toBe('xn--80ak6aa92e.example:8443');
    expect(hostIn('https://аррӏе.example')).toBe('xn--80ak6aa92e.example');
    expect(hostIn('nonsense')).toBeNull();
    expect(hostOf('nonsense')).toBe('nonsense');
  });
});
