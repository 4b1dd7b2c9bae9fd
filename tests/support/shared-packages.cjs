// jest's way of loading modules, save that packages from npm are loaded by Node itself: once for all test files of a process,
// not once for each. Our own modules, whatever they keep, are each file's own as ever. Only for `own-realm.cjs`, where what
// Node loads and what jest loads have the same globals.
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

/** Its figures are those of a process, and each file of tests counts from nothing. */
const ownOfEach = /[\\/]node_modules[\\/]prom-client[\\/]/;
const isShared = (file) =>
  file !== undefined && path.isAbsolute(file) && /[\\/]node_modules[\\/].*\.c?js$/.test(file) && !ownOfEach.test(file);
const nothing = new Set();

module.exports = class SharedPackages extends Runtime {
  constructor(...given) {
    super(...given);
    // The names that a package exports are read from the object that it is, and its source is not searched for them.
    const { cjsExportsCache } = this;
    const search = cjsExportsCache.getExportsOf.bind(cjsExportsCache);
    cjsExportsCache.getExportsOf = (from, file) => (isShared(file) ? nothing : search(from, file));
  }

  requireModule(from, name, options, isActual) {
    // What jest itself is made of belongs to one run of one file.
    if (isShared(name) && !options?.isInternalModule) return require(name);
    return super.requireModule(from, name, options, isActual);
  }
};
