import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Config } from '../config.js';
import {
  dataSourceOptions,
  type Limits,
  plannedOnce,
  readersDataSource,
  readersSource,
  staffDataSource,
} from './data-source.js';
import { Database } from './database.js';
import { DatabaseWatch } from './database.watch.js';
import { roleUrls } from './roles.js';
import { SettingRepository } from './setting.repository.js';

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

const retryAttempts = 3;

/** Two pools, each as large as is set, of roles that own nothing: who is asking decides which (identity.ts). */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config, { token: LIMITS, optional: true }],
      useFactory: (config: Config, limits?: Partial<Limits>) => ({
        ...dataSourceOptions(roleUrls(config.env).staff, config.env.DATABASE_POOL, limits ?? ofRequests(config)),
        retryAttempts,
      }),
      dataSourceFactory: (options) => staffDataSource(options!),
    }),
    TypeOrmModule.forRootAsync({
      name: readersSource,
      inject: [Config, { token: LIMITS, optional: true }],
      useFactory: (config: Config, limits?: Partial<Limits>) => ({
        ...dataSourceOptions(
          roleUrls(config.env).reader,
          config.env.DATABASE_POOL,
          limits ?? ofRequests(config),
          plannedOnce,
        ),
        retryAttempts,
      }),
      dataSourceFactory: (options) => readersDataSource(options!),
    }),
  ],
  providers: [Database, DatabaseWatch, SettingRepository],
  exports: [Database, DatabaseWatch, SettingRepository],
})
export class DatabaseModule {}
