import { randomUUID } from 'node:crypto';
import type { Backend } from '../../electron/backend/backend.ts';
import type { MemberRole } from '../../shared/contract/membership.ts';
import { setPlanTitle } from '../../shared/documents/plan-document.ts';

/** Of whoever joins. */
export const organisation = {
  legalName: 'Regional agency',
  shortName: 'Agency',
  country: 'HR',
  type: 'D' as const,
  regionName: '',
  nutsCode: '',
};

/** Makes a partnership with one plan on this laptop and puts it onto the relay, as Ana. Gives the plan's id. */
export async function startPartnership(
  { services }: Backend,
  relay: { address: string; startCode: string },
): Promise<string> {
  await services.createPartnership({ name: 'Clusters', organisation });
  const { id } = await services.workspace().plans.create({
    opId: randomUUID(),
    templateKey: 'sustainability-plan',
    language: 'en',
    another: false,
    title: 'Sustainability Plan',
  });
  await services.joining.start({ address: relay.address, code: relay.startCode, displayName: 'Ana' });
  return id;
}

/** One laptop invites, the other joins. */
export async function joinInvited(
  by: Backend,
  guest: Backend,
  as: { address: string; role: MemberRole; displayName: string },
): Promise<void> {
  const { address, role, displayName } = as;
  const invite = { role, partner: null, expiresInDays: 1, maxUses: 1 };
  const { code } = await by.services.members.createInvite(invite);
  await guest.services.joining.joinNew({ address, code, displayName, organisation });
}

export async function retitlePlan({ services }: Backend, plan: string, title: string): Promise<void> {
  const document = await services.workspace().hub.open(plan);
  await document.change((doc) => setPlanTitle(doc, title));
  document.close();
}

/** As the laptop has it. */
export async function planTitle({ services }: Backend, plan: string): Promise<unknown> {
  const doc = await services.workspace().hub.read(plan);
  const title = doc.getMap('meta').get('title');
  doc.destroy();
  return title;
}
