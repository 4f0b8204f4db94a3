import {
  app,
  MessageChannelMain,
  session,
  type MessagePortMain,
  type UtilityProcess,
  utilityProcess,
} from 'electron';

import {
  type BackendSupervisor,
  createBackendSupervisor,
  type SupervisorDependencies,
} from './backend-supervisor.ts';
import {
  isProxyQuestion,
  type ProxyAnswer,
  proxyAnswerType,
  type ProxyQuestion,
} from '../../shared/kernel/shell-proxy.ts';

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
  child.on('message', (message: unknown) => {
    if (isProxyQuestion(message)) answerProxyQuestion(child, message, report);
  });
  return child;
}

/** The settings of the system, as Chromium reads them; automatic configuration included. */
function answerProxyQuestion(
  child: UtilityProcess,
  { id, url }: ProxyQuestion,
  report: (what: string) => void,
): void {
  session.defaultSession.resolveProxy(url).then(
    (choice) => child.postMessage({ type: proxyAnswerType, id, choice } satisfies ProxyAnswer, []),
    (error: unknown) => report(`The proxy settings could not be read: ${String(error)}`),
  );
}
