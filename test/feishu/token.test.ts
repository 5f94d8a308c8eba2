import { expect, it } from 'vitest';
import { MessengerError } from '../../src/feishu/messenger.ts';
import { tokenCache } from '../../src/feishu/token.ts';

it.each([
  ['a gateway’s 5xx, whatever code it carries, is no answer to whoever sends', 'unknown', 2200, 0],
  ['a refusal of the app keeps its code', 'permanent', 10015, 10015],
] as const)('a token that can’t be had: %s', async (_what, came, code, told) => {
  const fetch = async () => {
    throw new MessengerError(came, code, 'told');
  };
  const thrown = tokenCache({ fetch, now: () => 0 }).get();
  await expect(thrown).rejects.toMatchObject({ fault: 'again', code: told });
});
