import type { RiskBody } from './model.ts';
import type { EventOf } from './review-events.ts';
import { logged } from './review-logged.ts';

type CosignEvent = EventOf<'risk.signerAsked' | 'risk.signerAnswered' | 'risk.signerWithdrawn'>;

/** 加签: the step waits while somebody is asked; the answer is kept beside the signatures of the chain. */
export function cosigned(risk: RiskBody, e: CosignEvent): RiskBody {
  if (e.by === 'system') return risk;
  const { asked, ...bare } = risk;
  switch (e.type) {
    case 'risk.signerAsked':
      return {
        ...logged(risk, 'signerAsked', e, { to: e.to }),
        asked: { person: e.to, by: e.for ?? e.by, at: e.at },
      };
    case 'risk.signerWithdrawn':
      return logged(bare, 'signerWithdrawn', e, asked ? { to: asked.person } : {});
    case 'risk.signerAnswered': {
      const step = risk.chain[risk.step]?.name ?? 'head';
      const hash = e.hash === undefined ? {} : { hash: e.hash };
      const mine = { person: e.by, step, at: e.at, agreed: e.agreed, ...hash };
      return {
        ...logged(bare, e.agreed ? 'signerAgreed' : 'signerObjected', e),
        cosigned: [...(risk.cosigned ?? []), mine],
      };
    }
  }
}
