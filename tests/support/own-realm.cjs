// An environment of jest in which tests run among the globals of their process, as the platform does. In a context of its
// own each look at a global (`Math`, `Object`) costs a thousand times as much, and errors of Node are no `Error` there.
// Modules are each file's own as ever; what a file has done to the globals is undone behind it.
const vm = require('node:vm');
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** jest insists on a context to load modules in. This one stands for none. */
const none = vm.createContext({});
const without = (options, name) => (options?.[name] === none ? { ...options, [name]: undefined } : options);

const { SourceTextModule, SyntheticModule, compileFunction } = vm;
vm.SourceTextModule = class extends SourceTextModule {
  constructor(source, options) {
    super(source, without(options, 'context'));
  }
};
vm.SyntheticModule = class extends SyntheticModule {
  constructor(names, evaluate, options) {
    super(names, evaluate, without(options, 'context'));
  }
};
vm.compileFunction = (source, names, options) => compileFunction(source, names, without(options, 'parsingContext'));

/** What stands on an object, to be put back as it was. */
function remembered(object) {
  const before = new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));
  return () => {
    for (const key of Reflect.ownKeys(object)) if (!before.has(key)) Reflect.deleteProperty(object, key);
    for (const [key, was] of before) {
      const now = Object.getOwnPropertyDescriptor(object, key);
      if (!now || now.value !== was.value || now.get !== was.get) Reflect.defineProperty(object, key, was);
    }
  };
}

module.exports = class OwnRealm {
  constructor({ projectConfig }) {
    const { env } = process;
    const putBack = [globalThis, process, Error, env].map(remembered);
    this.putBack = () => {
      for (const one of putBack) one();
    };
    this.global = globalThis;
    globalThis.global = globalThis;
    Error.stackTraceLimit = 100;
    const made = { config: projectConfig, global: globalThis };
    this.moduleMocker = new ModuleMocker(globalThis);
    const timerConfig = { idToRef: (timer) => timer, refToId: (timer) => timer };
    this.fakeTimers = new LegacyFakeTimers({ ...made, moduleMocker: this.moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers(made);
  }

  async setup() {}

  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    this.putBack();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return none;
  }
};
