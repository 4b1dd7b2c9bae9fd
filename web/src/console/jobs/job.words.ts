import { useI18n } from 'vue-i18n';
import type { Answer } from '../../../../server/contract/api/index.js';
import { useProblemText } from '../parts/problem.text.js';

export type Job = Answer<'GET /jobs'>['rows'][number];

export const unfinished = (job: Job): boolean => ['queued', 'running', 'stopping'].includes(job.state);

/** Seconds as people say them. */
function span(seconds: number, t: (key: string, params: Record<string, unknown>) => string): string {
  if (seconds < 90) return t('console.jobs.seconds', { n: Math.max(1, Math.round(seconds)) });
  if (seconds < 5400) return t('console.jobs.minutes', { n: Math.round(seconds / 60) });
  return t('console.jobs.hours', { n: (seconds / 3600).toFixed(1) });
}

/** What a job's figures mean: how fast it goes and when it should be done. */
export function useJobWords() {
  const { t, te, locale } = useI18n();
  const { codeText } = useProblemText();

  /** What it does, and of what is done to many records in which of its steps. */
  const kind = (job: Job): string => {
    if (job.batch) {
      const { kind, step, authority } = job.batch;
      const what = t(kind === 'authorities' ? `console.jobs.imports.${authority}` : `console.batch.title.${kind}`);
      return step === 'apply' ? what : t(`console.jobs.steps.${step}`, { what });
    }
    const key = `console.jobs.kinds.${job.kind.replace('.', '-')}`;
    return te(key) ? t(key) : job.kind;
  };

  const percent = (job: Job): number | null =>
    job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null;

  function pace(job: Job, now: number): string {
    if (job.state !== 'running' || !job.startedAt || job.done === 0) return '';
    const seconds = (now - Date.parse(job.startedAt)) / 1000;
    if (seconds < 2) return '';
    const perSecond = job.done / seconds;
    const number = new Intl.NumberFormat(locale.value, { maximumFractionDigits: perSecond < 10 ? 1 : 0 });
    const speed =
      perSecond >= 1
        ? t('console.jobs.perSecond', { n: number.format(perSecond) })
        : t('console.jobs.perMinute', { n: number.format(perSecond * 60) });
    if (!job.total) return speed;
    return `${speed} · ${t('console.jobs.left', { time: span((job.total - job.done) / perSecond, t) })}`;
  }

  function took(job: Job): string {
    if (!job.startedAt || !job.finishedAt) return '';
    return span((Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000, t);
  }

  const problem = (job: Job): string => (job.problem ? codeText(job.problem.code, job.problem.params) : '');

  /** A line of the log: a sentence of ours where the code has one, else the code with its details. */
  function logLine(code: string, detail: Record<string, unknown>): string {
    const key = `console.jobs.log.${code.replaceAll('.', '-')}`;
    if (te(key)) return t(key, detail);
    if (te(`problems.${code}`)) return codeText(code, detail);
    const details = Object.entries(detail).map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    return [code, ...details].join(' · ');
  }

  return { kind, percent, pace, took, problem, logLine };
}
