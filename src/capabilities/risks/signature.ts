import { hash } from 'node:crypto';
import type { RiskBody, RiskDoc, RiskTexts } from './model.ts';

/** What a signature covers: the texts, the facts, the ratings and the grade that stood on the card, in this order. */
const covered = (body: RiskBody, texts: RiskTexts): readonly unknown[] => [
  [texts.title, texts.content, texts.manifestation, texts.rootCause ?? '', texts.measure],
  [body.powerItem, body.stepName, body.level, body.place.unit, body.place.division, body.place.post],
  [body.source, [...body.tripleMajor], [...body.assets], body.confirmedCase],
  [body.self.likelihood, body.self.harm, body.self.grade],
  [body.reviewer?.likelihood, body.reviewer?.harm, body.reviewer?.grade],
  body.grade,
];

/** SHA-256 over what is signed, in hex; undefined once the texts were erased. Anybody can compute it again. */
export const signedHash = ({
  body,
  sealed,
}: {
  readonly body: RiskBody;
  readonly sealed?: RiskTexts | undefined;
}): string | undefined => sealed && hash('sha256', JSON.stringify(covered(body, sealed)), 'hex');

/** Does it still read as it was signed? undefined for signatures from before hashes were kept. */
export const stillAsSigned = (doc: Pick<RiskDoc, 'body' | 'sealed'>, hash: string | undefined) =>
  hash === undefined ? undefined : hash === signedHash(doc);
