import type { Settings } from '../../kernel/settings.ts';
import { dateAt, msOf, workingDaysLater } from '../days.ts';
import type { Tape } from '../tape.ts';
import type { Changed } from './register.ts';

const dateOf = (at: string): string => dateAt(Date.parse(at));

/** Every deadline, reckoned again with the simulator's own calendar. */
export function checkDeadlines(changed: readonly Changed[], settings: Settings, tape: Tape): void {
  const expect = (about: string, what: string, found: string | undefined, right: string): void => {
    if (found !== right)
      tape.broken(
        'every deadline is right',
        `${about}: ${what} is ${found ?? 'missing'}, should be ${right}`,
      );
  };
  for (const { kind, id, doc } of changed) {
    if (!doc) continue;
    const about = `${kind} ${id}`;
    if (kind === 'risk') {
      const { status, chain, step, stepSince, due, lastReturn } = doc.body;
      const name = chain[step]?.name;
      if (status === 'inReview' && name && stepSince)
        expect(
          about,
          `step ${name}`,
          due,
          workingDaysLater(dateOf(stepSince), settings.review.days[name] ?? 0),
        );
      if (status === 'returned') expect(about, 'rectification', due, lastReturn?.due ?? '');
    }
    if (kind === 'notice') {
      const { opensOn, closesOn, sendAt, closedAt } = doc.body;
      if (opensOn === undefined || closesOn === undefined) continue;
      expect(about, 'opening', opensOn, dateOf(sendAt));
      expect(about, 'closing', closesOn, workingDaysLater(opensOn, Math.max(5, settings.publicity.days)));
      if (closedAt !== undefined && Date.parse(closedAt) < msOf(closesOn, settings.quiet.workEnd))
        tape.broken('every deadline is right', `${about} closed at ${closedAt}, its period ends ${closesOn}`);
    }
    if (kind === 'objection')
      expect(
        about,
        'answer',
        doc.body.due,
        workingDaysLater(dateOf(doc.body.at), settings.publicity.answerDays),
      );
  }
}
