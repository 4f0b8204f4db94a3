import { app, MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';

import {
  type BackendSupervisor,
  createBackendSupervisor,
  type SupervisorDependencies,
} from './backend-supervisor.ts';

type Told = Pick<SupervisorDependencies<MessagePortMain>, 'report' | 'onLost' | 'onRestarted' | 'onGivenUp'>;

/** The supervisor of the backend, which runs in a utility process of its own. */
export function superviseBackend(
  backendPath: string,
  profileFolder: string,
  told: Told,
): BackendSupervisor<MessagePortMain> {
  return createBackendSupervisor({
    ...told,
    fork: () => forkBackend(backendPath, profileFolder, told.report),
    createPorts: () => {
      const { port1, port2 } = new MessageChannelMain();
      return { near: port1, far: port2 };
    },
    now: () => performance.now(),
    schedule: (task, delayMs) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  });
}

/** Starts the backend for one profile; what it writes to its error output goes into the log. */
function forkBackend(
  backendPath: string,
  profileFolder: string,
  report: (what: string) => void,
): UtilityProcess {
  const child = utilityProcess.fork(backendPath, [profileFolder, app.getVersion()], {
    serviceName: 'ClusterPoliSEE Workbench backend',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr?.on('data', (chunk: Uint8Array) => {
    report(`backend: ${new TextDecoder().decode(chunk).trimEnd().slice(0, 8000)}`);
  });
  return child;
}
