import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoPartnership } from '../../../shared/demo/demo-partnership.ts';
import { completeFields, validatePatch } from '../../../shared/domain/model/validation.ts';
import { createFrameworkRegistry } from '../../../shared/framework/registry.ts';
import { createAssessmentService } from './assessment-service.ts';
import { createExchangeService } from './exchange-service.ts';
import { fieldHistory } from './history-service.ts';
import { checkIntegrity } from './integrity-check.ts';
import { fillDemo, fillPartnership, setOwnOrganisation } from './new-workspaces.ts';
import { type TestWorkspace, testWorkspace } from './workspace.test-support.ts';

const frameworks = createFrameworkRegistry();
let workspace: TestWorkspace;
beforeEach(() => {
  workspace = testWorkspace();
});
afterEach(() => workspace.dispose());

const demo = () =>
  demoPartnership({ framework: frameworks.get('1.0.0'), frameworkOld: frameworks.get('0.9.0') });
const fill = () => workspace.context.database.transaction(() => fillDemo(workspace.context, demo()))();
const assessments = () => createAssessmentService(workspace.context, workspace.records, frameworks);

test('the demo is stored record by record as it was generated', () => {
  fill();
  const generated = demo().records;
  expect(workspace.context.entities.total()).toBe(generated.length);
  for (const { kind, id, fields } of generated) {
    const stored = workspace.context.entities.get(kind, id);
    expect(completeFields(kind, stored?.fields ?? {})).toEqual(validatePatch(kind, fields));
  }
});

test('the demo comes as few commands, one for each assessment and two for its conflict', () => {
  fill();
  const { entities, operations } = workspace.context;
  expect(operations.count()).toBe(entities.count('assessment') + 1 + 2);
  expect(workspace.events).toEqual([]);
});

test('history tells of both values of the conflict and who set them; the first one stands', () => {
  fill();
  const [conflict] = demo().conflicts;
  if (!conflict) throw new Error('the demo has no conflict');
  const { id, field, values, kind } = conflict;
  const history = fieldHistory(workspace.context, { id, field, within: false, limit: 10 });
  const names = values.map(
    ({ partnerId }) => workspace.context.entities.get('partner', partnerId)?.fields['legalName'],
  );
  expect(history.slice(0, 2).map(({ after, by }) => [after, by])).toEqual(
    values.map(({ value }, index) => [value, names[index]]),
  );
  expect(workspace.context.entities.get(kind, id)?.fields[field]).toBe(values[0]?.value);
});

test('the demo passes every check of a workspace', async () => {
  fill();
  assessments().list();
  const report = await checkIntegrity({
    context: workspace.context,
    frameworks,
    checkDocuments: () =>
      Promise.resolve({
        documents: 0,
        entries: 0,
        damagedRows: 0,
        quarantinedRows: 0,
        unreadable: [],
        problems: [],
      }),
  });
  expect(report).toMatchObject({ sound: true, findings: [] });
});

test('every assessment of the demo can be exported and read again, of both framework versions', () => {
  fill();
  const { context, records, clock } = workspace;
  const exchange = createExchangeService({
    context,
    records,
    frameworks,
    appVersion: '0.1.0',
    wallClock: clock,
  });
  const versions = assessments()
    .list()
    .map(({ id, frameworkVersion }) => {
      const preview = exchange.inspect(exchange.exportAssessment(id).content);
      expect(preview).toMatchObject({ added: 0, changed: 0, newerHere: 0 });
      return frameworkVersion;
    });
  expect(new Set(versions)).toEqual(new Set(['0.9.0', '1.0.0']));
});

test('a new partnership knows its organisation, its competence and its region', () => {
  const organisation = {
    legalName: 'Istarska agencija',
    shortName: 'IDA',
    country: 'HR',
    type: 'D' as const,
    regionName: 'Istra',
    nutsCode: 'HR036',
  };
  let ids = 0;
  const newId = () => `id-${(ids += 1)}`;
  fillPartnership(
    workspace.context,
    { name: 'Our partnership', organisation, role: 'leadPartner' },
    frameworks.get('1.0.0'),
    newId,
  );
  const { entities } = workspace.context;
  const [partner] = entities.list('partner');
  const [region] = entities.list('region');
  expect(entities.list('workspace')[0]?.fields).toMatchObject({
    name: 'Our partnership',
    ownPartnerId: partner?.id,
    frameworkVersion: '1.0.0',
  });
  expect(partner?.fields).toMatchObject({
    legalName: 'Istarska agencija',
    competence: 'regional',
    type: 'D',
  });
  expect(partner?.fields['regionIds']).toEqual([region?.id]);
  expect(region?.fields).toMatchObject({ nutsCode: 'HR036', level: 3, country: 'HR' });
});

test('a national organisation without a region gets none', () => {
  const organisation = {
    legalName: 'Ministry',
    shortName: '',
    country: 'SK',
    type: 'A2' as const,
    regionName: '',
    nutsCode: '',
  };
  fillPartnership(
    workspace.context,
    { name: 'P', organisation, role: 'leadPartner' },
    frameworks.get('1.0.0'),
    () => crypto.randomUUID(),
  );
  expect(workspace.context.entities.count('region')).toBe(0);
  expect(workspace.context.entities.list('partner')[0]?.fields).toMatchObject({
    competence: 'national',
    regionIds: [],
  });
});

test('an own organisation is given later to a workspace that came without one, once', () => {
  const { context, records } = workspace;
  const framework = frameworks.get('1.0.0');
  let id = 0;
  const newId = () => `id-${(id += 1)}`;
  fillPartnership(context, { name: 'Clusters', organisation: null, role: 'partner' }, framework, newId);
  const organisation = {
    legalName: 'Regional agency',
    shortName: 'Agency',
    country: 'HR',
    type: 'D' as const,
    regionName: 'Istria',
    nutsCode: 'HR036',
  };
  const give = () =>
    setOwnOrganisation({ entities: context.entities, records }, organisation, framework, newId);
  give();
  const own = context.entities.get('workspace', 'workspace')?.fields['ownPartnerId'] as string;
  expect(context.entities.get('partner', own)?.fields).toMatchObject({
    legalName: 'Regional agency',
    roles: [{ role: 'member' }],
  });
  expect(context.entities.list('region')).toHaveLength(1);
  expect(give).toThrow('invalidInput');
  expect(context.entities.list('partner')).toHaveLength(1);
});
