import { QueryFailedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { isDeadlock, isLostConnection, isShut } from './lost.connection.js';

const coded = (code: string) => Object.assign(new Error('said by the driver'), { code });

describe('a database that has gone', () => {
  it.each([
    coded('ECONNREFUSED'),
    coded('57P01'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    new QueryFailedError('SELECT 1', [], coded('57P03')),
    // What a transaction hears that goes on with a connection that died under it.
    new QueryRunnerProviderAlreadyReleasedError(),
  ])('is told by %s', (error) => expect(isLostConnection(error)).toBe(true));

  it.each([coded('23505'), new Error('no such thing'), 'no error at all', undefined])('is not told by %s', (error) =>
    expect(isLostConnection(error)).toBe(false),
  );

  it.each([
    [coded('ECONNREFUSED'), true],
    [new QueryFailedError('SELECT 1', [], coded('57P01')), true],
    // It may be what was asked that brought it down.
    [coded('57P02'), false],
    [new Error('Connection terminated unexpectedly'), false],
    [coded('57014'), false],
  ])('is shut or lost on the way: %s', (error, is) => expect(isShut(error)).toBe(is));

  it('is there where two waited for each other: what was asked may be asked again', () => {
    const sent = new QueryFailedError('UPDATE item', [], coded('40P01'));
    expect([isDeadlock(sent), isLostConnection(sent), isDeadlock(coded('23505'))]).toEqual([true, false, false]);
  });
});
