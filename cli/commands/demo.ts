import type { Session } from '../session.ts';

/** Makes the demo partnership and prints the id of its workspace. */
export async function createDemo({ services, text, print, note }: Session): Promise<void> {
  const id = await services.createDemo();
  const { entities } = services.workspace().context;
  const partners = entities.count('partner');
  note(text('demoMade', { partners, assessments: entities.count('assessment') }));
  print(id);
}
