import { z } from 'zod';
import { parseInviteCode } from './invite-code.ts';

/** The HTTP interface of a relay's access, below the path prefix of its address (docs/spec/relay-access.md). */
export const accessApiPath = '/api/v1';

/** From least to most: each may do what those before it may. */
export const roles = ['reader', 'commenter', 'editor', 'facilitator'] as const;
export type Role = (typeof roles)[number];
export const roleSchema = z.enum(roles);

/** Negative, zero or positive, like any comparison. */
export const compareRoles = (one: Role, other: Role): number => roles.indexOf(one) - roles.indexOf(other);

/** First part of the room names of a partnership. */
export const workspaceIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/);
export const memberIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
/** What follows the workspace in a room name, without a companion's ending. */
export const documentIdSchema = z
  .string()
  .max(190)
  .regex(/^[\p{L}\p{M}\p{N}._~:@+=-]+$/u)
  .refine((id) => id !== '.' && id !== '..');

// Names end up on screens, in terminals and in logs of others: no control or direction marks, no line ends,
// nothing that is there without being seen, half characters, or towers of marks over the lines above.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\p{M}{5}/u;
/** Something that can be read: a blank that is no space is no name. */
const readable = /[\p{L}\p{N}\p{P}\p{S}]/u;
const blank = /^[\u2800\s]*$/u;
const nameOf = (least: number, most: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .min(least)
    .max(most)
    .refine((name) => !hidden.test(name))
    .refine((name) => name === '' || (readable.test(name) && !blank.test(name)));
export const displayNameSchema = nameOf(1, 80);
export const organisationSchema = nameOf(0, 160);
export const workspaceNameSchema = nameOf(1, 160);
/** The partner that an invite was made for: the id or name the partnership uses. */
export const partnerSchema = nameOf(1, 160).nullable();

/** The public half of a laptop's key (RFC 8037). */
export const deviceKeySchema = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type DevicePublicKey = z.infer<typeof deviceKeySchema>;

/** Ed25519 over `signedText`, base64url without padding. */
const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);
const challengeSchema = z.string().min(1).max(1_000);
/** The host name in the address that the laptop uses, without a port: see `signedText`. */
const hostnameSchema = z.string().min(1).max(255);
const codeSchema = z
  .string()
  .max(100)
  .transform((text, context) => {
    const code = parseInviteCode(text);
    if (code !== undefined) return code;
    context.addIssue({ code: 'custom', message: 'not a code' });
    return z.NEVER;
  });

const proofShape = { hostname: hostnameSchema, challenge: challengeSchema, signature: signatureSchema };
const newcomerShape = {
  deviceKey: deviceKeySchema,
  displayName: displayNameSchema,
  organisation: organisationSchema,
};

const empty = z.object({});
export const challengeRequestSchema = empty;
export const challengeResponseSchema = z.object({ challenge: challengeSchema });

export const startWorkspaceRequestSchema = z.object({
  startCode: codeSchema,
  workspace: z.object({ id: workspaceIdSchema, name: workspaceNameSchema }),
  ...newcomerShape,
  ...proofShape,
});
export type StartWorkspaceRequest = z.infer<typeof startWorkspaceRequestSchema>;

export const joinRequestSchema = z.object({ code: codeSchema, ...newcomerShape, ...proofShape });
export type JoinRequest = z.infer<typeof joinRequestSchema>;

export const tokenRequestSchema = z.object({
  workspaceId: workspaceIdSchema,
  memberId: memberIdSchema,
  ...proofShape,
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

const tokenShape = { token: z.string().min(1).max(2_000), expiresInSeconds: z.int().positive() };

/** The answer to starting and to joining. */
export const membershipResponseSchema = z.object({
  workspace: z.object({ id: workspaceIdSchema, name: workspaceNameSchema }),
  member: z.object({ id: memberIdSchema, role: roleSchema, partner: partnerSchema }),
  ...tokenShape,
});
export type MembershipResponse = z.infer<typeof membershipResponseSchema>;

export const tokenResponseSchema = z.object({ ...tokenShape, role: roleSchema });
export type TokenResponse = z.infer<typeof tokenResponseSchema>;

export const memberSchema = z.object({
  id: memberIdSchema,
  displayName: displayNameSchema,
  organisation: organisationSchema,
  partner: partnerSchema,
  role: roleSchema,
  revoked: z.boolean(),
  /** RFC 7638 thumbprint of the device key. */
  deviceKeyId: z.string(),
  /** Milliseconds since 1970 UTC by the relay's clock. */
  joinedAtMs: z.int(),
  /**
   * How long ago it was here last; null when that is not known, or not for the asker to know. A duration,
   * because laptops have wrong clocks; relays before it did not say.
   */
  seenSecondsAgo: z.int().min(0).nullable().default(null),
});
export type MemberDescription = z.infer<typeof memberSchema>;

export const membersResponseSchema = z.object({
  workspace: z.object({ id: workspaceIdSchema, name: workspaceNameSchema }),
  members: z.array(memberSchema),
});

/** PATCH of a member; answers with the member. */
export const changeMemberRequestSchema = z.object({ role: roleSchema });
export const memberResponseSchema = z.object({ member: memberSchema });

export const maxInviteUses = 1_000;
export const maxInviteSeconds = 366 * 86_400;
export const createInviteRequestSchema = z.object({
  role: roleSchema,
  partner: partnerSchema.default(null),
  expiresInSeconds: z
    .int()
    .min(60)
    .max(maxInviteSeconds)
    .default(14 * 86_400),
  maxUses: z.int().min(1).max(maxInviteUses).default(1),
});
export type CreateInviteRequest = z.input<typeof createInviteRequestSchema>;

export const inviteSchema = z.object({
  id: memberIdSchema,
  role: roleSchema,
  partner: partnerSchema,
  createdAtMs: z.int(),
  expiresAtMs: z.int(),
  maxUses: z.int(),
  uses: z.int(),
});
export type InviteDescription = z.infer<typeof inviteSchema>;
export const invitesResponseSchema = z.object({ invites: z.array(inviteSchema) });
/** The code is told this once: the relay keeps only a hash of it. */
export const createInviteResponseSchema = z.object({ invite: inviteSchema, code: z.string() });

export const documentAccessSchema = z.object({
  /** Nobody changes a locked document, its images and its comments. */
  locked: z.boolean(),
  /** By member id; a member that is not listed has its role of the workspace. */
  roles: z.record(memberIdSchema, roleSchema).refine((all) => Object.keys(all).length <= 1_000),
});
export type DocumentAccess = z.infer<typeof documentAccessSchema>;

/** Everything that decides on rights in a workspace, of one moment. */
export const rulesResponseSchema = membersResponseSchema.extend({
  /** Only documents that differ from the rule of the workspace. */
  documents: z.record(documentIdSchema, documentAccessSchema),
});
export type RulesResponse = z.infer<typeof rulesResponseSchema>;

/** DELETE answers with this. */
export const doneResponseSchema = z.object({ done: z.literal(true) });

/** Every expected refusal, with the HTTP status it comes with. */
export const accessErrors = {
  /** The body is not what the schema asks for. */
  badRequest: 400,
  /** Not a code at all: a letter is wrong or missing. */
  codeMalformed: 400,
  /** No such code, or it was withdrawn. */
  codeUnknown: 404,
  codeExpired: 410,
  codeUsedUp: 410,
  /** A code for starting a partnership was used to join, or the other way round. */
  codeForStarting: 409,
  codeForJoining: 409,
  /** Expired, used before, or from another relay: ask for a new one. */
  challengeInvalid: 401,
  signatureInvalid: 401,
  /** The address in the signature is not one of this relay. */
  wrongRelay: 401,
  /** Missing, expired, forged, or for another relay: get a new one. */
  tokenInvalid: 401,
  /** The member was removed from the workspace. */
  memberRevoked: 403,
  notAllowed: 403,
  notFound: 404,
  methodNotAllowed: 405,
  workspaceExists: 409,
  /** A workspace keeps at least one facilitator. */
  lastFacilitator: 409,
  tooManyMembers: 409,
  tooManyInvites: 409,
  bodyTooLarge: 413,
  notJson: 415,
  /** Too many wrong codes lately; `Retry-After` says how many seconds to wait. */
  tooManyAttempts: 429,
  unexpected: 500,
  unavailable: 503,
} as const;
export type AccessErrorCode = keyof typeof accessErrors;

export const accessErrorResponseSchema = z.object({
  error: z.enum(Object.keys(accessErrors) as [AccessErrorCode, ...AccessErrorCode[]]),
});

type Proof = { readonly hostname: string; readonly challenge: string };
type Newcomer = {
  readonly deviceKey: DevicePublicKey;
  readonly displayName: string;
  readonly organisation: string;
};

/** What a laptop signs, by purpose. Codes in the form that `parseInviteCode` gives, names as the schema gives them. */
export type SignedClaim =
  | (Proof &
      Newcomer & {
        readonly purpose: 'start';
        readonly startCode: string;
        readonly workspace: { readonly id: string; readonly name: string };
      })
  | (Proof & Newcomer & { readonly purpose: 'join'; readonly code: string })
  | (Proof & { readonly purpose: 'token'; readonly workspaceId: string; readonly memberId: string });

/**
 * The text under a signature. Purpose and host name are part of it, so that it is worth nothing for
 * another request or at another relay: one that passes challenges on cannot act as its visitors elsewhere.
 */
export function signedText(claim: SignedClaim): string {
  const parts = ['clusterpolisee-relay-access/1', claim.purpose, claim.hostname, claim.challenge];
  switch (claim.purpose) {
    case 'start':
      parts.push(claim.startCode, claim.workspace.id, claim.workspace.name, ...newcomerParts(claim));
      break;
    case 'join':
      parts.push(claim.code, ...newcomerParts(claim));
      break;
    case 'token':
      parts.push(claim.workspaceId, claim.memberId);
  }
  return JSON.stringify(parts);
}

const newcomerParts = ({ deviceKey, displayName, organisation }: Newcomer): string[] => [
  deviceKey.x,
  displayName,
  organisation,
];

/** The host name to sign, from the address of a relay: lower case, no port, no brackets. */
export const signedHostname = (address: URL): string => address.hostname.replace(/^\[(.*)\]$/, '$1');
