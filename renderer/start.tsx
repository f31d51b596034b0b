import '@cloudscape-design/global-styles/index.css';
import './styles/page.css';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/queries.ts';
import { startRefresh } from './api/refresh.ts';
import { App } from './App.tsx';
import { startTheme } from './ui/theme.ts';

startTheme();
startRefresh(queryClient);

const page = document.getElementById('page');
if (!page) throw new Error('the page has no root');
createRoot(page).render(<App />);
