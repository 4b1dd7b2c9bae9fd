import { measuredIn } from '../../../plugins/field-measurement/measured.js';
import { columnOf } from '../authority/exchange/columns.js';
import { formatOf } from '../authority/exchange/file.text.js';
import { outsideId } from '../../contract/outside.registers.js';

describe.each(['constructor', 'toString', 'valueOf'])('%s as a name from outside', (name) => {
  test('of a register, of a column, of an ending, of what was measured', () => {
    expect(outsideId(name, '123')).toEqual({ source: name, id: '123', href: null });
    expect(columnOf('agent', name)).toBeUndefined();
    expect(() => formatOf(`list.${name}`, 'plain')).toThrow('format');
    expect(measuredIn(name, 'en')).toBe(name);
  });
});
