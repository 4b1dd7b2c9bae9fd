import { z } from 'zod';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { apiRoutes } from '../../server/contract/api/index.js';
import { openApiDocument } from '../../server/platform/http/openapi.js';

describe('the description of the API', () => {
  const document = openApiDocument('https://linlang.example.org', '1.0.0');

  it('names every route once', () => {
    const operations = Object.values(document.paths).flatMap(
      (path) => Object.values(path) as { operationId: string }[],
    );
    expect(operations).toHaveLength(Object.keys(apiRoutes).length);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
  });

  it('promises a type for every answer in JSON', () => {
    const untyped = Object.entries(apiRoutes).flatMap(([key, spec]) => {
      if (!('response' in spec)) return [];
      const { $schema: _, ...rest } = z.toJSONSchema(spec.response, { unrepresentable: 'any' });
      return Object.keys(rest).length === 0 ? [key] : [];
    });
    expect(untyped).toEqual([]);
  });

  it('is faultless to a linter', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(
      problems.map(
        (problem) => `${problem.severity} ${problem.ruleId} ${problem.location[0]?.pointer}: ${problem.message}`,
      ),
    ).toEqual([]);
  });
});
