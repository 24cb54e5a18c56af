import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/queries';
import { watchSession } from './app/watchSession';
import { router } from './router';
import './styles.css';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
watchSession();
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
