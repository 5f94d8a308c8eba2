import { shorten } from '../../../cards/kit/clean.ts';
import type { SignView } from '../../../cards/risks/review.ts';
import type { World } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import type { Person, PersonId } from '../../kernel/people.ts';
import { inPlaceOf, joinTexts, listComma, type Text, text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import { ballotOf } from './ballot.ts';
import type { Hand } from './holders.ts';
import type { RiskBody, RiskDoc, Signature } from './model.ts';
import { nameOf } from './names.ts';
import { stillAsSigned } from './signature.ts';

/** Names on one line of a card; the rest are counted. */
const NAMED = 3;
/** Letters of somebody's opinion on a review card. */
const SAID = 120;

/** Whose signature it is: 「李四」, or 「李四 代 张三」. */
export const signerName = (s: Signature, world: World): Text =>
  s.for === undefined ? nameOf(s.person, world) : inPlaceOf(nameOf(s.person, world), nameOf(s.for, world));

function namesOf(holders: readonly PersonId[], world: World, together: boolean): Text {
  const shown = joinTexts(
    holders.slice(0, NAMED).map((id) => nameOf(id, world)),
    listComma,
  );
  const any = together ? text('', '') : text('，任一人办理即可', ', any one of them');
  const rest = holders.length - NAMED;
  if (rest > 0) return joinTexts([shown, text(`等 ${holders.length} 人`, ` and ${rest} more`), any]);
  return holders.length > 1 ? joinTexts([shown, any]) : shown;
}

const ASKED = {
  true: text('加签同意', 'Signed as asked'),
  false: text('加签不同意', 'Objected as asked'),
} as const;

/** Signatures of the chain and those asked for as they were given, what is open and what is ahead. */
export function signsOf(doc: RiskDoc, world: World): readonly SignView[] {
  const { body: risk } = doc;
  const signed = (s: Signature, step: Text): SignView => ({
    step,
    state: 'signed',
    who: signerName(s, world),
    at: localDateTime(s.at, world.settings.zone),
    changed: stillAsSigned(doc, s.hash) === false,
  });
  const done = [
    ...risk.signers.map((s) => ({ s, step: stepWord[s.step] })),
    ...(risk.cosigned ?? []).map((s) => ({ s, step: ASKED[`${s.agreed}`] })),
  ]
    .sort((a, b) => a.s.at.localeCompare(b.s.at))
    .map(({ s, step }) => signed(s, step));
  if (risk.status !== 'inReview') return done;
  const voted = ballotOf(risk, world) !== undefined;
  const rest = risk.chain.slice(risk.step).map(
    (s, i): SignView => ({
      step: stepWord[s.name],
      state: i === 0 ? 'open' : 'ahead',
      who:
        s.holders.length === 0
          ? text('待改派', 'to be assigned')
          : namesOf(s.holders, world, voted && i === 0),
    }),
  );
  return [...done, ...rest];
}

/** 「已签 3/5」: how far the vote is, never who voted what. undefined where one signature decides. */
export function ballotCount(risk: RiskBody, world: World): Text | undefined {
  const ballot = ballotOf(risk, world);
  if (!ballot) return undefined;
  const { signed, members } = ballot;
  return text(`已签 ${signed.length}/${members.length}`, `${signed.length} of ${members.length} signed`);
}

export function ballotText(risk: RiskBody, world: World): Text | undefined {
  const ballot = ballotOf(risk, world);
  const count = ballotCount(risk, world);
  if (!ballot || !count) return undefined;
  return ballot.rule === 'all'
    ? text(`集体会签：${count['zh-CN']}，须全体同意。`, `All members sign: ${count['en-US']}.`)
    : text(
        `集体表决：${count['zh-CN']}，须 ${ballot.needed} 人同意。`,
        `A vote: ${count['en-US']}, ${ballot.needed} needed.`,
      );
}

/** For whom the viewer decides, until when. */
export function standingText(hand: Hand | undefined, world: World): Text | undefined {
  if (hand?.for === undefined) return undefined;
  const until = world.org.standIn(hand.person, hand.for)?.to ?? '';
  const [person, absent] = [nameOf(hand.person, world), nameOf(hand.for, world)];
  const both = inPlaceOf(person, absent);
  return text(
    `${both['zh-CN']} 办理，至 ${until}；记录写明双方。`,
    `${both['en-US']}, until ${until}; the record names both.`,
  );
}

/** Why a member wanted to discuss it. */
export function discussedText({ body, sealed }: RiskDoc, world: World): Text | undefined {
  if (!body.discussed) return undefined;
  const why = shorten(sealed?.comments[body.discussed.key] ?? '', SAID);
  const at = localDateTime(body.discussed.at, world.settings.zone);
  return text(`${at} 提请讨论：${why}`, `${at}, to be discussed: ${why}`);
}

/** Who was asked to sign as well and why; then what the answer was. */
export function askedText({ body, sealed }: RiskDoc, viewer: Person, world: World): readonly Text[] {
  const said = (what: string): string => {
    const line = body.trail.findLast((t) => t.what === what);
    return shorten(sealed?.comments[line?.key ?? ''] ?? '', SAID);
  };
  if (body.asked) {
    const [who, by] = [nameOf(body.asked.person, world), nameOf(body.asked.by, world)];
    const why = said('signerAsked');
    return viewer.id === body.asked.person
      ? [text(`${by['zh-CN']} 请您加签：${why}`, `${by['en-US']} asks you to sign as well: ${why}`)]
      : [text(`已请 ${who['zh-CN']} 加签，待答复：${why}`, `${who['en-US']} was asked to sign: ${why}`)];
  }
  const last = body.cosigned?.at(-1);
  if (last === undefined || last.step !== body.chain[body.step]?.name) return [];
  const who = nameOf(last.person, world);
  if (last.agreed) return [text(`${who['zh-CN']} 加签同意。`, `${who['en-US']} signed as asked.`)];
  const why = said('signerObjected');
  return [text(`${who['zh-CN']} 加签不同意：${why}`, `${who['en-US']} objects: ${why}`)];
}
