import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config.js';
import { dataSourceOptions, type Limits } from './data-source.js';
import { Database } from './database.js';
import { DatabaseWatch } from './database.watch.js';

/** Requests have somebody who waits for the answer; whoever provides this instead is in no hurry. */
export const LIMITS = Symbol('limits of statements');

@Global()
@Module({ providers: [{ provide: LIMITS, useValue: {} }], exports: [LIMITS] })
export class PatientModule {}

const ofRequests = (config: Config): Limits => ({
  statementSeconds: config.env.DATABASE_STATEMENT_SECONDS,
  idleSeconds: 60,
  connectSeconds: 5,
});

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config, { token: LIMITS, optional: true }],
      useFactory: (config: Config, limits?: Partial<Limits>) => ({
        ...dataSourceOptions(config.env.DATABASE_URL, config.env.DATABASE_POOL, limits ?? ofRequests(config)),
        autoLoadEntities: true,
        retryAttempts: 3,
      }),
    }),
  ],
  providers: [Database, DatabaseWatch],
  exports: [Database, DatabaseWatch],
})
export class DatabaseModule {}
