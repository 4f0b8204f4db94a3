import { readOptions } from './options.ts';
import { scenarios } from './scenarios/all.ts';
import { servers } from './servers.ts';
import { remoteTarget, startedTarget } from './target.ts';

// The generator: one scenario against one server, in a process of its own; prints one line of JSON.
const options = readOptions(process.argv.slice(2));
const [server] = options.servers;
const [number] = options.scenarios;
const target =
  server instanceof URL
    ? remoteTarget(server.href, {
        dialect: options.dialect,
        answersSync: true,
        stores: true,
        command: () => [],
      })
    : await startedTarget(servers[server!], { profileFolder: options.profileFolder });
try {
  const result = await scenarios[number!]!.run(target, options);
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  await target.dispose();
}
process.exit(0);
