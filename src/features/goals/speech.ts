import type { Locale } from '../../core/text/index.ts';
import type { Period } from '../../core/time/index.ts';

/** How a language says how often and how much, in lower case and as `plainDevanagari` spells it; forms are parted by bars. */
interface Speech {
  /** How often, wherever it stands. */
  readonly every: Readonly<Record<Period, string>>;
  /** The same beside a number alone: "take a day off" says nothing of every day. */
  readonly per: Readonly<Record<Period, string>>;
  /** "Once", "twice" and so on, in this order. */
  readonly often: readonly string[];
  /** Behind a number: "three times". */
  readonly times: string;
  /** What is counted apart from the thing done: "study 5 hours" is "study", counted in hours. */
  readonly measures: string;
  /** Whether what is done comes after how much of it: "2 Stunden lernen". */
  readonly isVerbLast?: true;
}

/** English, which everybody may type. */
const english: Speech = {
  every: {
    day: 'every day|each day|per day|daily|/ day',
    week: 'every week|each week|per week|weekly|/ week',
    month: 'every month|each month|per month|monthly|/ month',
  },
  per: { day: 'a day', week: 'a week', month: 'a month' },
  often: ['once', 'twice'],
  times: 'times|x',
  measures: 'hour|hours|minute|minutes|page|pages|chapter|chapters|lesson|lessons|km|mile|miles',
};

const speeches: Readonly<Record<string, Speech>> = {
  en: english,
  es: {
    every: {
      day: 'cada día|todos los días|por día|diariamente|a diario|/ día',
      week: 'cada semana|todas las semanas|por semana|a la semana|semanalmente|semanales|/ semana',
      month: 'cada mes|todos los meses|por mes|al mes|mensualmente|mensuales|/ mes',
    },
    per: { day: 'al día', week: 'semanal', month: 'mensual' },
    often: [],
    times: 'vez|veces',
    measures: 'hora|horas|minuto|minutos|página|páginas|capítulo|capítulos|lección|lecciones|km',
  },
  pt: {
    every: {
      day: 'todo dia|todos os dias|cada dia|por dia|ao dia|diariamente|/ dia',
      week: 'toda semana|todas as semanas|cada semana|por semana|semanalmente|semanais|/ semana',
      month: 'todo mês|todos os meses|cada mês|por mês|ao mês|mensalmente|mensais|/ mês',
    },
    per: { day: 'no dia', week: 'na semana', month: 'no mês' },
    often: [],
    times: 'vez|vezes',
    measures: 'hora|horas|minuto|minutos|página|páginas|capítulo|capítulos|aula|aulas|km',
  },
  fr: {
    every: {
      day: 'chaque jour|tous les jours|par jour|quotidiennement|/ jour',
      week: 'chaque semaine|toutes les semaines|par semaine|/ semaine',
      month: 'chaque mois|tous les mois|par mois|/ mois',
    },
    per: { day: 'dans la journée', week: 'dans la semaine', month: 'dans le mois' },
    often: [],
    times: 'fois',
    measures: 'heure|heures|minute|minutes|page|pages|chapitre|chapitres|leçon|leçons|km',
  },
  de: {
    every: {
      day: 'jeden tag|pro tag|täglich|/ tag',
      week: 'jede woche|pro woche|wöchentlich|/ woche',
      month: 'jeden monat|pro monat|monatlich|/ monat',
    },
    per: { day: 'am tag', week: 'die woche|in der woche', month: 'im monat' },
    often: ['einmal', 'zweimal', 'dreimal', 'viermal', 'fünfmal', 'sechsmal', 'siebenmal'],
    times: 'mal',
    measures: 'stunde|stunden|minute|minuten|seite|seiten|kapitel|lektion|lektionen|km',
    isVerbLast: true,
  },
  hi: {
    every: {
      day: 'हर दिन|हर रोज|रोज|रोजाना|प्रतिदिन|प्रति दिन',
      week: 'हर हफ्ते|हर सप्ताह|प्रति सप्ताह|प्रति हफ्ते',
      month: 'हर महीने|हर माह|प्रति माह|प्रति महीने',
    },
    per: { day: 'दिन में', week: 'हफ्ते में|सप्ताह में', month: 'महीने में' },
    often: [],
    times: 'बार',
    measures: 'घंटा|घंटे|मिनट|पन्ना|पन्ने|पेज|अध्याय|पाठ',
    isVerbLast: true,
  },
};

/** Of the language of `locale` first, then English. */
export function speechesOf(locale: Locale): readonly Speech[] {
  return [...new Set([speeches[locale.split('-')[0] ?? ''] ?? english, english])];
}
