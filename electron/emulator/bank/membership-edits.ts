import { uuidOf } from '#emulator/bank/ids.ts';
import type { KeyedList } from '#emulator/bank/keyed-list.ts';
import type { Group, Membership, User } from '#emulator/bank/types.ts';

/** Who belongs to which group of Identity Center. */
export interface MembershipEdits {
  readonly joinGroup: (groupId: string, userId: string) => Membership;
  readonly leaveGroup: (groupId: string, userId: string) => void;
}

interface Directory {
  readonly users: KeyedList<User>;
  readonly groups: KeyedList<Group>;
  readonly memberships: KeyedList<Membership>;
  readonly seed: number;
}

/** Far past every ordinal a bank is built with. */
const JOINED = 2_000_000;

export const createMembershipEdits = (
  { users, groups, memberships, seed }: Directory,
  clock: () => number,
): MembershipEdits => {
  let joined = JOINED;
  const between = (groupId: string, userId: string): Membership | undefined =>
    memberships.list().find((each) => each.groupId === groupId && each.userId === userId);
  return {
    joinGroup: (groupId, userId) => {
      if (!groups.get(groupId)) throw new RangeError(`The bank has no group ${groupId}.`);
      if (!users.get(userId)) throw new RangeError(`The bank has no user ${userId}.`);
      if (between(groupId, userId)) throw new RangeError(`${userId} is in the group ${groupId} already.`);
      joined += 1;
      const membership = { id: uuidOf(seed, 'membership', joined), groupId, userId, createdAt: clock() };
      memberships.put(membership);
      return membership;
    },
    leaveGroup: (groupId, userId) => {
      const found = between(groupId, userId);
      if (!found) throw new RangeError(`${userId} is not in the group ${groupId}.`);
      memberships.remove(found.id);
    },
  };
};
