import { Injectable } from '@nestjs/common';
import type { CollectionSchema } from '../../contract/collection.js';
import type { FieldProblem } from '../../contract/problems.js';
import { AuthorityService } from '../authority/authority.service.js';
import { vocabulariesOf } from './field.options.js';

/** Vocabularies that fields speak of and a library does not know: every value would be refused. */
@Injectable()
export class VocabularyCheck {
  constructor(private readonly authorities: AuthorityService) {}

  async problems(schema: CollectionSchema, libraryId: number): Promise<FieldProblem[]> {
    const asked = schema.fields.flatMap((field) =>
      field.removed ? [] : vocabulariesOf(field).map((vocabulary) => ({ field: field.id, vocabulary })),
    );
    const known = await this.authorities.vocabularies(
      asked.map((one) => one.vocabulary),
      libraryId,
    );
    return asked
      .filter((one) => !known.has(one.vocabulary))
      .map(({ field, vocabulary }) => ({
        path: `fields.${field}.vocabulary`,
        code: 'field.unknown-vocabulary',
        params: { vocabulary },
      }));
  }
}
