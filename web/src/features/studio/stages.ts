// The services' steps, in the few words that say something to a shopkeeper.
export type Stage =
  'sending' | 'queued' | 'cutting' | 'building' | 'painting' | 'shadow' | 'checking' | 'saving' | 'working';

const STAGES: Readonly<Record<string, Stage>> = {
  queued: 'queued',
  decode: 'cutting',
  segment: 'cutting',
  network: 'cutting',
  matte: 'cutting',
  colour: 'cutting',
  stance: 'building',
  floor: 'building',
  film: 'building',
  horizon: 'building',
  lens: 'building',
  light: 'building',
  lights: 'building',
  paper: 'building',
  podium: 'building',
  reflection: 'building',
  room: 'building',
  sand: 'building',
  surface: 'building',
  paint: 'painting',
  outgrowth: 'painting',
  shadow: 'shadow',
  compose: 'checking',
  drift: 'checking',
  encode: 'saving',
  keep: 'saving',
};

export function stageOf(state: string, stage: string | undefined): Stage {
  if (state === 'sending' || state === 'queued') return state;
  return STAGES[stage ?? ''] ?? 'working';
}
