import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { Loading } from '../ui/loading.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { RootScreen } from './root-screen.tsx';
import { ScreenError } from './screen-error.tsx';

const root = createRootRoute({ component: RootScreen, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('../features/home/home-page.tsx'), 'HomePage'),
});

const assessments = createRoute({
  getParentRoute: () => root,
  path: '/assessments',
  component: lazyRouteComponent(
    () => import('../features/assessments/assessment-list-page.tsx'),
    'AssessmentListPage',
  ),
});

const sharedAssessments = createRoute({
  getParentRoute: () => root,
  path: '/assessments/shared',
  component: lazyRouteComponent(
    () => import('../features/assessments/shared-list-page.tsx'),
    'SharedListPage',
  ),
});

const sharedTogether = createRoute({
  getParentRoute: () => root,
  path: '/assessments/shared/together',
  component: lazyRouteComponent(
    () => import('../features/assessments/shared-together-page.tsx'),
    'SharedTogetherPage',
  ),
});

const sharedAssessment = createRoute({
  getParentRoute: () => root,
  path: '/assessments/shared/$hash',
  component: lazyRouteComponent(
    () => import('../features/assessments/shared-assessment-page.tsx'),
    'SharedAssessmentPage',
  ),
});

const assessment = createRoute({
  getParentRoute: () => root,
  path: '/assessments/$assessmentId',
  component: lazyRouteComponent(
    () => import('../features/assessments/assessment-page.tsx'),
    'AssessmentPage',
  ),
});

const assessmentTheme = createRoute({
  getParentRoute: () => root,
  path: '/assessments/$assessmentId/$themeId',
  /** `place`: a criterion id, or a perspective for its notes. */
  validateSearch: (search): { place?: string } => {
    const place = textOf(search['place']);
    return place === undefined ? {} : { place };
  },
  component: lazyRouteComponent(() => import('../features/assessments/theme-page.tsx'), 'ThemePage'),
});

const plans = createRoute({
  getParentRoute: () => root,
  path: '/plans',
  component: lazyRouteComponent(() => import('../features/plans/plan-list-page.tsx'), 'PlanListPage'),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/plans/$planId',
  validateSearch: (search): { chapter?: string } => {
    const chapter = textOf(search['chapter']);
    return chapter === undefined ? {} : { chapter };
  },
  component: lazyRouteComponent(() => import('../features/plans/plan-page.tsx'), 'PlanPage'),
});

const handover = createRoute({
  getParentRoute: () => root,
  path: '/handover',
  component: lazyRouteComponent(() => import('../features/handover/handover-page.tsx'), 'HandoverPage'),
});

const openedFile = createRoute({
  getParentRoute: () => root,
  path: '/handover/open/$fileId',
  component: lazyRouteComponent(() => import('../features/handover/opened-page.tsx'), 'OpenedPage'),
});

const partnership = createRoute({
  getParentRoute: () => root,
  path: '/partnership',
  component: lazyRouteComponent(
    () => import('../features/partnership/partnership-page.tsx'),
    'PartnershipPage',
  ),
});

const members = createRoute({
  getParentRoute: () => root,
  path: '/partnership/members',
  component: lazyRouteComponent(() => import('../features/members/members-page.tsx'), 'MembersPage'),
});

const room = createRoute({
  getParentRoute: () => root,
  path: '/room',
  component: lazyRouteComponent(() => import('../features/room/room-page.tsx'), 'RoomPage'),
});

const safeToClose = createRoute({
  getParentRoute: () => root,
  path: '/safe-to-close',
  component: lazyRouteComponent(() => import('../features/sync/safe-to-close-page.tsx'), 'SafeToClosePage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
});

const routeTree = root.addChildren([
  home,
  assessments,
  sharedAssessments,
  sharedTogether,
  sharedAssessment,
  assessment,
  assessmentTheme,
  plans,
  plan,
  handover,
  openedFile,
  partnership,
  members,
  room,
  safeToClose,
  settings,
]);

/** A criterion's id such as 4.1 in a typed address is read as a number. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** Every screen has a stable address after `#`, in the desktop app and in the browser alike. */
export function createAppRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultPendingComponent: Loading,
    defaultErrorComponent: ScreenError,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
