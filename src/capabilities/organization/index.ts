export { allOf, loadOrganization, organizationCache } from './load.ts';
