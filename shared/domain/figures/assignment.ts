import type { Framework } from '../../framework/schema.ts';
import { eligible, match, type Match, type MatchPartner } from './matching.ts';

export interface Assignment {
  /** In the order in which the receivers chose. */
  readonly firstRound: readonly Match[];
  /** Second mentors, while capacity lasts. */
  readonly secondRound: readonly Match[];
  /** Receivers without a giver: one group workshop for all of them. */
  readonly groupWorkshop: readonly string[];
}

/**
 * Who learns from whom in one theme, in two rounds: those who need it most choose first, each its
 * best giver with free capacity (framework b.6). Ties go to the lower partner id.
 */
export function assign(partners: readonly MatchPartner[], framework: Framework): Assignment {
  const receivers = inOrderOfNeed(partners);
  const free = new Map(partners.map((partner) => [partner.partnerId, partner.capacity]));
  const firstRound: Match[] = [];
  const groupWorkshop: string[] = [];
  for (const receiver of receivers) {
    const found = bestFree(partners, receiver, free, framework);
    if (found) firstRound.push(found);
    else groupWorkshop.push(receiver.partnerId);
  }
  const secondRound = firstRound.flatMap((first) => {
    const receiver = receivers.find((partner) => partner.partnerId === first.receiverId);
    const found = receiver && bestFree(partners, receiver, free, framework, first.giverId);
    return found ?? [];
  });
  return { firstRound, secondRound, groupWorkshop: groupWorkshop.toSorted() };
}

function inOrderOfNeed(partners: readonly MatchPartner[]): MatchPartner[] {
  const rank = (partner: MatchPartner) => (partner.experience === 'lessExperienced' ? 0 : 1);
  return partners
    .filter(({ experience }) => experience === 'lessExperienced' || experience === 'developing')
    .toSorted(
      (left, right) =>
        rank(left) - rank(right) ||
        (right.gap ?? 0) - (left.gap ?? 0) ||
        (left.score ?? 0) - (right.score ?? 0) ||
        (left.partnerId < right.partnerId ? -1 : 1),
    );
}

function bestFree(
  partners: readonly MatchPartner[],
  receiver: MatchPartner,
  free: Map<string, number>,
  framework: Framework,
  except?: string,
): Match | undefined {
  let best: Match | undefined;
  for (const giver of partners) {
    if (giver.partnerId === except || (free.get(giver.partnerId) ?? 0) <= 0) continue;
    if (!eligible(giver, receiver, framework)) continue;
    const candidate = match(giver, receiver, framework);
    if (!best || better(candidate, best)) best = candidate;
  }
  if (best) free.set(best.giverId, (free.get(best.giverId) ?? 0) - 1);
  return best;
}

function better(candidate: Match, best: Match): boolean {
  const difference = (candidate.match.value ?? 0) - (best.match.value ?? 0);
  return difference > 0 || (difference === 0 && candidate.giverId < best.giverId);
}
