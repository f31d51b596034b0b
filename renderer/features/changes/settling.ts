import { useMutation } from '@tanstack/react-query';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { say } from '../../ui/notices.ts';
import { counted } from '../../ui/times.ts';
import { settle, takeBack, type Target } from './target.ts';

const told = { theirs: 'given up', mine: 'staged again' } as const;

/** Settling conflicts and taking lines back, each telling what came of it. */
export function useSettle() {
  const settling = useMutation({
    mutationFn: ({ target, how }: { target: Target; how: 'theirs' | 'mine' }) => settle(target, how),
    onSuccess: (n, { how }) => say(`${counted(n, 'line')} ${told[how]}`),
    onError: (error) => notifyFailure('Not settled', error),
  });
  return {
    settle: (target: Target, how: 'theirs' | 'mine') => settling.mutate({ target, how }),
    isSettling: settling.isPending,
  };
}

export function useTakeBack(onDone: () => void) {
  const taking = useMutation({
    mutationFn: takeBack,
    onSuccess: (n) => {
      say(n === 0 ? 'These lines cannot be taken back any more' : `${counted(n, 'line')} taken back`);
      onDone();
    },
    onError: (error) => notifyFailure('Not taken back', error),
  });
  return { takeBack: (target: Target) => taking.mutate(target), isTaking: taking.isPending };
}
