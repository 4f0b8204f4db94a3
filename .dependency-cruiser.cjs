// Zones and who may import whom: deny by default. A file outside every zone is an error.
const zones = {
  'shared/kernel': [],
  'shared/framework': ['shared/kernel'],
  'shared/domain': ['shared/kernel', 'shared/framework'],
  'shared/documents': ['shared/kernel'],
  'shared/demo': ['shared/kernel', 'shared/framework', 'shared/domain', 'shared/documents'],
  'shared/contract': ['shared/kernel', 'shared/framework', 'shared/domain', 'shared/documents'],
  'shared/locales': [],
  relay: ['shared/kernel', 'shared/locales'],
  'electron/backend': [
    'shared',
    'relay/protocol',
    'relay/rooms',
    'relay/storage',
    'relay/transport',
    'relay/access',
  ],
  'electron/main': ['shared/kernel', 'shared/locales'],
  'electron/preload': ['shared/kernel'],
  renderer: ['shared'],
  web: ['electron/backend', 'shared'],
  cli: ['electron/backend', 'shared'],
  'build/scripts': ['web', 'relay', 'build', 'tests/packaging'],
};
const tests = '\\.(test|bench|test-support)\\.tsx?$';
const start = (folder) => `^${folder}/`;
const internal = '^(shared|relay|electron|renderer|web|cli|build|tests|bench)/';
const forbidden = Object.entries(zones).map(([zone, allowed]) => ({
  name: `zone ${zone}`,
  severity: 'error',
  from: { path: start(zone), pathNot: tests },
  to: { path: internal, pathNot: [start(zone), ...allowed.map(start)] },
}));
module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'outside every zone',
      severity: 'error',
      from: { path: internal, pathNot: [...Object.keys(zones).map(start), '^(tests|bench|build)/', tests] },
      to: {},
    },
    {
      name: 'features are separate',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'renderer has no Node',
      severity: 'error',
      from: { path: '^(renderer|shared)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'Electron only in the shell',
      severity: 'error',
      from: { pathNot: '^(electron/(main|preload)|build|tests)/' },
      to: { path: '(^|/)electron$|node_modules/electron/' },
    },
    {
      name: 'SQL driver only in the backend and the relay store',
      severity: 'error',
      from: { pathNot: ['^(electron/backend|relay|cli|tests|bench)/', tests] },
      to: { path: 'better-sqlite3' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '(^|/)dist/' },
  },
};
