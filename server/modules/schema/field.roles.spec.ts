import { coreKeys, isCommon, isSingle } from '../../contract/field.roles.js';
import { fitsRole } from '../../contract/role.fit.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { configOf } from '../../../tests/support/values.js';
import type { Json } from '../../contract/values.js';
import { ConfigCheck } from './config.check.js';
import { renewIds } from './config.renew.js';
import { withoutOwn } from './config.travel.js';
import { withFormerRoles } from './templates/former.roles.js';
import { templates } from './templates/index.js';

const rolesOf = ({ fields }: { fields: { key: string; core?: string | undefined }[] }) =>
  fields.map(({ key, core }) => [key, core]);

it('no two fields have a role that stands for one; others may be shared, and those out of use do not count', async () => {
  const check = new ConfigCheck(await PluginHost.load());
  const problems = (core: (typeof coreKeys)[number], removed = false) => {
    const { schema } = configOf('rubbing');
    const twin = { ...schema.fields.find((field) => field.core === core)!, id: 'twin000001', key: 'twin', removed };
    return check.schemaProblems({ ...schema, fields: [...schema.fields, twin] });
  };
  expect(problems('rubbed')).toEqual([{ path: 'fields', code: 'field.core-twice', params: { value: 'rubbed' } }]);
  expect(problems('title')).toHaveLength(1);
  expect(problems('rubbed', true)).toEqual([]);
  expect(problems('publisher')).toEqual([]);
});

it('a role goes to a type that holds what is asked of it, and is refused to others by name', async () => {
  const plugins = await PluginHost.load();
  const check = new ConfigCheck(plugins);
  const dated = { parts: [{ key: 'when', label: {}, type: 'date' }] };
  for (const core of ['date', 'erected', 'rubbed'] as const) {
    const fits = (type: string, options: Record<string, Json> = {}) => fitsRole(core, { type, options });
    expect([...plugins.fieldTypes.keys()].filter((type) => fits(type))).toEqual(['date']);
    expect([fits('compound', dated), fits('somebody-elses')]).toEqual([true, true]);
  }
  // The fit is told by names: a type of ours that is not named would be taken at its word.
  for (const type of plugins.fieldTypes.keys())
    expect(coreKeys.some((core) => !fitsRole(core, { type, options: {} }))).toBe(true);

  const { schema } = configOf('rubbing');
  const fields = schema.fields.map((field) =>
    field.core === 'rubbed' ? { ...field, type: 'text', options: {} } : field,
  );
  const { id } = schema.fields.find((field) => field.core === 'rubbed')!;
  expect(check.schemaProblems({ ...schema, fields })).toEqual([
    { path: `fields.${id}.core`, code: 'field.core-unfit', params: { value: 'rubbed', type: 'text', need: 'days' } },
  ]);
  const out = fields.map((field) => (field.id === id ? { ...field, removed: true } : field));
  expect(check.schemaProblems({ ...schema, fields: out })).toEqual([]);
});

it('every role is had by a field of some template, so that it can be seen at work', () => {
  const had = new Set(
    templates.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields.map(({ core }) => core))),
  );
  expect(coreKeys.filter((key) => !had.has(key))).toEqual([]);
});

it('roles go with the fields into other collections and files', () => {
  const config = configOf('ancient-book');
  expect(rolesOf(renewIds(config).schema)).toEqual(rolesOf(config.schema));
  expect(rolesOf(withoutOwn(config).schema)).toEqual(rolesOf(config.schema));
});

it.each(templates.map(({ key }) => key))('a configuration of %s from before has the same roles', (template) => {
  const { schema } = configOf(template);
  const before = schema.fields.map(({ core, ...field }) => (core && isCommon(core) ? { ...field, core } : field));
  expect(rolesOf(withFormerRoles({ ...schema, fields: before }))).toEqual(rolesOf(schema));
});

it('a role that stands for one is given to one, and none is taken away', () => {
  const { schema } = configOf('rubbing');
  const rubbed = schema.fields.find(({ key }) => key === 'rubbed')!;
  const { core: _role, ...plain } = rubbed;
  const fields = [plain, { ...plain, id: 'twin000001' }, { ...plain, id: 'other00001', core: 'erected' as const }];
  expect(withFormerRoles({ ...schema, fields }).fields.map(({ core }) => core)).toEqual([
    'rubbed',
    undefined,
    'erected',
  ]);
  expect(isSingle('rubbed')).toBe(true);
});
