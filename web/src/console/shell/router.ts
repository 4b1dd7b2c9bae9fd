import { closeProblems } from '../../../kit/toast.js';
import { createRouter, createWebHistory, type Router, type RouteRecordRaw } from 'vue-router';
import { account, mustEnrol } from '../../session/session.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Reached without a session; drawn without the rail. */
    bare?: boolean;
    /** The entry of the rail that this page belongs to. */
    rail?: string;
    /** The page fills the window and scrolls inside itself. */
    full?: boolean;
  }
}

const bare = { bare: true };

const routes: RouteRecordRaw[] = [
  { path: '/sign-in', name: 'sign-in', meta: bare, component: () => import('../account/SignInPage.vue') },
  { path: '/forgot', name: 'forgot', meta: bare, component: () => import('../account/ForgotPage.vue') },
  { path: '/reset', name: 'reset', meta: bare, component: () => import('../account/ResetPage.vue') },
  { path: '/invitation', name: 'invitation', meta: bare, component: () => import('../account/InvitationPage.vue') },
  { path: '/enrol', name: 'enrol', meta: bare, component: () => import('../factor/EnrolPage.vue') },
  { path: '/', name: 'today', meta: { rail: 'today' }, component: () => import('../start/TodayPage.vue') },
  { path: '/account', name: 'account', component: () => import('../account/AccountPage.vue') },
  {
    path: '/libraries',
    name: 'libraries',
    meta: { rail: 'libraries' },
    component: () => import('../library/LibrariesPage.vue'),
  },
  {
    path: '/libraries/:library',
    name: 'library',
    meta: { rail: 'library' },
    component: () => import('../library/LibraryPage.vue'),
    props: true,
  },
  {
    path: '/libraries/:library/collections',
    name: 'collections',
    meta: { rail: 'collections' },
    component: () => import('../collection/CollectionsPage.vue'),
    props: true,
  },
  {
    path: '/libraries/:library/collections/new',
    name: 'collection-new',
    meta: { rail: 'collections' },
    component: () => import('../collection/NewCollectionPage.vue'),
    props: true,
  },
  {
    path: '/libraries/:library/people',
    name: 'people',
    meta: { rail: 'people' },
    component: () => import('../people/PeoplePage.vue'),
    props: true,
  },
  {
    path: '/libraries/:library/audit',
    name: 'audit',
    meta: { rail: 'audit' },
    component: () => import('../audit/AuditPage.vue'),
    props: true,
  },
  {
    path: '/collections/:collection',
    name: 'collection',
    meta: { rail: 'collections' },
    component: () => import('../collection/CollectionPage.vue'),
    props: true,
  },
  {
    path: '/collections/:collection/design',
    name: 'design',
    meta: { rail: 'collections', full: true },
    component: () => import('../design/DesignPage.vue'),
    props: true,
  },
  {
    path: '/collections/:collection/items',
    name: 'items',
    meta: { rail: 'items' },
    component: () => import('../items/ItemsPage.vue'),
    props: true,
  },
  {
    path: '/collections/:collection/batches',
    name: 'batches',
    meta: { rail: 'items' },
    component: () => import('../batch/BatchesPage.vue'),
    props: true,
  },
  {
    path: '/collections/:collection/batches/:batch',
    name: 'batch',
    meta: { rail: 'items' },
    component: () => import('../batch/BatchPage.vue'),
    props: true,
  },
  {
    path: '/items',
    name: 'items-any',
    meta: { rail: 'items' },
    component: () => import('../items/ChooseCollectionPage.vue'),
  },
  {
    path: '/items/:item',
    name: 'item',
    meta: { rail: 'items', full: true },
    component: () => import('../editor/EditorPage.vue'),
    props: true,
  },
  {
    path: '/items/:item/preview',
    name: 'preview',
    meta: { rail: 'items' },
    component: () => import('../editor/PreviewPage.vue'),
    props: true,
  },
  {
    path: '/items/:item/pages',
    name: 'pages',
    meta: { rail: 'items' },
    component: () => import('../pages/PagesPage.vue'),
    props: true,
  },
  {
    path: '/items/:item/links',
    name: 'links',
    meta: { rail: 'items' },
    component: () => import('../family/LinksPage.vue'),
    props: true,
  },
  { path: '/authorities', redirect: '/authorities/agents' },
  {
    path: '/authorities/agents',
    name: 'agents',
    meta: { rail: 'authorities' },
    component: () => import('../authority/NamesPage.vue'),
    props: { kind: 'agent' },
  },
  {
    path: '/authorities/agents/:record',
    name: 'agent',
    meta: { rail: 'authorities' },
    component: () => import('../authority/NamePage.vue'),
    props: ({ params }) => ({ kind: 'agent', record: params['record'] }),
  },
  {
    path: '/authorities/places',
    name: 'places',
    meta: { rail: 'authorities' },
    component: () => import('../authority/NamesPage.vue'),
    props: { kind: 'place' },
  },
  {
    path: '/authorities/places/:record',
    name: 'place',
    meta: { rail: 'authorities' },
    component: () => import('../authority/NamePage.vue'),
    props: ({ params }) => ({ kind: 'place', record: params['record'] }),
  },
  {
    path: '/authorities/vocabularies',
    name: 'vocabularies',
    meta: { rail: 'authorities' },
    component: () => import('../authority/VocabulariesPage.vue'),
    props: false,
  },
  {
    path: '/authorities/vocabularies/:vocabulary',
    name: 'vocabulary',
    meta: { rail: 'authorities' },
    component: () => import('../authority/VocabularyPage.vue'),
    props: true,
  },
  { path: '/review', name: 'review', meta: { rail: 'review' }, component: () => import('../review/ReviewPage.vue') },
  { path: '/recent', name: 'recent', meta: { rail: 'recent' }, component: () => import('../recent/RecentPage.vue') },
  { path: '/jobs', name: 'jobs', meta: { rail: 'jobs' }, component: () => import('../jobs/JobsPage.vue') },
  {
    path: '/jobs/:job',
    name: 'job',
    meta: { rail: 'jobs' },
    component: () => import('../jobs/JobPage.vue'),
    props: true,
  },
  {
    path: '/people',
    name: 'platform-people',
    meta: { rail: 'platform-people' },
    component: () => import('../people/PlatformPeoplePage.vue'),
  },
  {
    path: '/security',
    name: 'security',
    meta: { rail: 'security' },
    component: () => import('../factor/SecurityPage.vue'),
  },
  {
    path: '/audit',
    name: 'platform-audit',
    meta: { rail: 'platform-audit' },
    component: () => import('../audit/AuditPage.vue'),
  },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./NotFoundPage.vue') },
];

export function makeRouter(): Router {
  const router = createRouter({
    history: createWebHistory('/console/'),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
  });
  router.beforeEach((to) => {
    if (account.value && mustEnrol.value && !to.meta.bare) {
      return { name: 'enrol', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
    }
    if (account.value || to.meta.bare) return true;
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
  });
  // A new version was put up while this page was open: its files are gone, so the page is fetched again, once.
  router.afterEach((to, from) => {
    if (to.path !== from.path) closeProblems();
  });
  router.onError((error, to) => {
    if (!/import|fetch|module/i.test(String(error))) return;
    const mark = `linlang.console.reloaded:${to.fullPath}`;
    if (sessionStorage.getItem(mark)) return;
    sessionStorage.setItem(mark, '1');
    location.assign(router.resolve(to).href);
  });
  return router;
}
