import I18nProvider from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { hashRouting } from './api/hash-location.ts';
import { queryClient } from './api/queries.ts';
import { Routes } from './Routes.tsx';
import { Refused } from './shell/Refused.tsx';
import { Shell } from './shell/Shell.tsx';
import { useWire } from './shell/wire-state.ts';

export function App() {
  const { refusal } = useWire();
  return (
    <I18nProvider locale="en" messages={[messages]}>
      {refusal ? (
        <Refused refusal={refusal} />
      ) : (
        <QueryClientProvider client={queryClient}>
          <Router {...hashRouting}>
            <Shell>
              <Routes />
            </Shell>
          </Router>
        </QueryClientProvider>
      )}
    </I18nProvider>
  );
}
