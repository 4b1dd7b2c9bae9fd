import { DefaultNamingStrategy, EntitySchema, type EntitySchemaColumnOptions, type ObjectLiteral } from 'typeorm';

/** Every one that the code loaded so far has: a connection knows them all, without anybody keeping a list. */
export const entities: EntitySchema[] = [];

type Column = EntitySchemaColumnOptions & { nullable?: false };
type OptionalColumn = Omit<Column, 'nullable'> & { nullable: true };

/** What is optional in the row is so in the table, and nothing else: a test compares both with the migrated tables. */
type Columns<Row> = { [K in keyof Row]-?: null extends Row[K] ? OptionalColumn : Column };

export const id: Column = { type: 'bigint', primary: true, generated: 'increment' };
export const bigint: Column = { type: 'bigint' };
export const integer: Column = { type: 'integer' };
export const double: Column = { type: 'double precision' };
export const flag: Column = { type: 'boolean' };
export const text: Column = { type: 'text' };
export const texts: Column = { type: 'text', array: true };
export const json: Column = { type: 'jsonb' };
export const bytes: Column = { type: 'bytea' };
export const address: Column = { type: 'inet' };
export const networks: Column = { type: 'cidr', array: true };
export const time: Column = { type: 'timestamp with time zone' };
/** Written by every update that does not say otherwise. */
export const touched: Column = { ...time, updateDate: true };
export const version: Column = { type: 'integer', version: true };

export const key = (column: Column): Column => ({ ...column, primary: true });
export const optional = (column: Column): OptionalColumn => ({ ...column, nullable: true });

/**
 * The rows of one table as they stand, without relations, cascades or defaults of their own: the tables are what the
 * migrations made them. For repositories alone (server/README.md).
 */
export function plainEntity<Row extends ObjectLiteral>(table: string, columns: Columns<Row>): EntitySchema<Row> {
  const entity = new EntitySchema<Row>({
    name: table,
    tableName: table,
    columns: columns as Record<string, EntitySchemaColumnOptions>,
  });
  entities.push(entity);
  return entity;
}

/** `passwordHash` stands in `password_hash`. */
export class SnakeColumns extends DefaultNamingStrategy {
  override columnName(property: string): string {
    return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

/** By the clock of the database, which all servers share. */
export const now = (): string => 'now()';
