import { z } from 'zod';
import { memberRoles } from '../../../shared/contract/membership.ts';

/** What a guest tells the host when it comes, every few seconds, and when it goes. */
export const helloShape = z.object({
  /** Made by the guest at its first hello in this room. */
  guestId: z.string().uuid(),
  name: z.string().max(80),
  unsent: z.number().int().min(0).max(1_000_000_000),
  leaving: z.boolean().default(false),
});
export type Hello = z.input<typeof helloShape>;

const role = z.enum(memberRoles);

/** What the host answers. */
export const welcomeShape = z.object({
  roomId: z.string().uuid(),
  hostName: z.string().max(80),
  workspace: z.object({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/),
    name: z.string().min(1).max(200),
  }),
  /** The long secret: from now on the guest needs no typed one. */
  secret: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** Everybody who is here, the asking guest included. */
  guests: z
    .array(z.object({ id: z.string().uuid(), name: z.string().max(80), unsent: z.number(), role }))
    .max(300),
  /** The asking guest's. */
  role,
});
export type Welcome = z.infer<typeof welcomeShape>;

/** Where guests tell it. */
export const helloPath = '/room/1/hello';
/** The host's own proof, beside its answer. */
export const proofHeader = 'x-room-proof';
export const maxHelloBytes = 4_096;
