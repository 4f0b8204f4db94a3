import type { HandoverPerson, HandoverSender } from '../../../shared/contract/handover.ts';
import { foldText } from '../../../shared/kernel/text-folding.ts';
import { type DeviceKey, deviceKeyId, type PublicDeviceKey } from '../identity/device-key.ts';
import { keyFingerprint } from '../identity/key-fingerprint.ts';
import type { HandoverRepository } from '../repositories/handover-repository.ts';
import type { Person } from './manifest.ts';

export function personOf(
  key: Pick<PublicDeviceKey, 'x'>,
  { organisation, displayName }: Person,
): HandoverPerson {
  const keyId = deviceKeyId({ kty: 'OKP', crv: 'Ed25519', x: key.x });
  return { keyId, fingerprint: keyFingerprint(key), organisation, displayName };
}

/** HB-13: what is known here of the laptop that signed a file. The names are what it says of itself. */
export function senderOf(
  repository: HandoverRepository,
  own: DeviceKey,
  signer: PublicDeviceKey,
  who: Person,
): HandoverSender {
  const person = personOf(signer, who);
  if (person.keyId === own.id) return { ...person, standing: 'own', knownSince: null };
  const known = repository.person(person.keyId);
  if (known) return { ...person, standing: 'known', knownSince: known.firstAt };
  const name = foldText(who.organisation).trim();
  const sameName = repository.people().some(({ organisation }) => foldText(organisation).trim() === name);
  return { ...person, standing: name !== '' && sameName ? 'otherKey' : 'new', knownSince: null };
}

/** Remembers an accepted sender; the names are those of the last file. */
export function rememberPerson(
  repository: HandoverRepository,
  signer: PublicDeviceKey,
  person: HandoverSender,
  now: number,
): void {
  if (person.standing === 'own') return;
  repository.putPerson({
    keyId: person.keyId,
    publicKey: signer.x,
    organisation: person.organisation,
    displayName: person.displayName,
    firstAt: person.knownSince ?? now,
    lastAt: now,
  });
}
