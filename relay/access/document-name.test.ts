import { describe, expect, it } from 'vitest';
import type { Role } from '../protocol/access-api.ts';
import { someDevice } from './access-bench.test-support.ts';
import { documentNameOf } from './document-name.ts';
import { rightsOf } from './rights-of.ts';

describe('what a room stands for', () => {
  it.each([
    ['w/plan', { workspaceId: 'w', documentId: 'plan', isComments: false }],
    ['w/plan.images', { workspaceId: 'w', documentId: 'plan', isComments: false }],
    ['w/plan.comments', { workspaceId: 'w', documentId: 'plan', isComments: true }],
    ['w/plan.v2.comments', { workspaceId: 'w', documentId: 'plan.v2', isComments: true }],
    ['w/σχέδιο', { workspaceId: 'w', documentId: 'σχέδιο', isComments: false }],
    ['w/a/b.comments', { workspaceId: 'w', documentId: 'a/b', isComments: true }],
    ['w/.comments', { workspaceId: 'w', documentId: '.comments', isComments: false }],
    ['w', undefined],
    ['w/', undefined],
    ['/plan', undefined],
    ['w_x/plan', undefined],
    ['', undefined],
  ])('RA-25 %j', (room, name) => {
    expect(documentNameOf(room)).toEqual(name);
  });
});

describe('what a member may do', () => {
  const member = (role: Role, revokedAtMs: number | null = null) => {
    const { memberId: id, ...device } = someDevice();
    return { id, ...device, partner: null, role, joinedAtMs: 0, revokedAtMs };
  };
  const workspace = (role: Role, documents: [string, { locked: boolean; role?: Role }][] = []) => {
    const one = member(role);
    const rules = documents.map(
      ([id, { locked, role }]): [string, { locked: boolean; roles: Record<string, Role> }] => [
        id,
        { locked, roles: role ? { [one.id]: role } : {} },
      ],
    );
    return {
      id: one.id,
      access: {
        id: 'w',
        name: '',
        revision: 1,
        members: new Map([[one.id, one]]),
        documents: new Map(rules),
      },
    };
  };
  const may = (role: Role, room: string, documents: Parameters<typeof workspace>[1] = []) => {
    const { id, access } = workspace(role, documents);
    const rights = rightsOf(access, id, documentNameOf(room)!)!;
    return rights.mayWrite ? 'writes' : rights.reason;
  };

  it.each([
    ['reader', 'read-only', 'read-only', 'read-only'],
    ['commenter', 'comment-only', 'comment-only', 'writes'],
    ['editor', 'writes', 'writes', 'writes'],
    ['facilitator', 'writes', 'writes', 'writes'],
  ] as const)('RA-25 %s: text %s, images %s, comments %s', (role, text, images, comments) => {
    expect(may(role, 'w/plan')).toBe(text);
    expect(may(role, 'w/plan.images')).toBe(images);
    expect(may(role, 'w/plan.comments')).toBe(comments);
    for (const room of ['w/plan', 'w/plan.images', 'w/plan.comments'])
      expect(may(role, room, [['plan', { locked: true }]])).toBe('locked');
  });

  it('RA-26 the role in a document counts before that of the workspace, up and down', () => {
    expect(may('reader', 'w/plan', [['plan', { locked: false, role: 'editor' }]])).toBe('writes');
    expect(may('facilitator', 'w/plan', [['plan', { locked: false, role: 'reader' }]])).toBe('read-only');
    expect(may('reader', 'w/plan', [['other', { locked: true, role: 'editor' }]])).toBe('read-only');
  });

  it('RA-24 strangers and removed members may not even read', () => {
    const { access } = workspace('editor');
    expect(rightsOf(access, 'stranger', documentNameOf('w/plan')!)).toBeUndefined();
    const gone = member('facilitator', 1);
    const members = new Map([[gone.id, gone]]);
    expect(rightsOf({ ...access, members }, gone.id, documentNameOf('w/plan')!)).toBeUndefined();
  });
});
