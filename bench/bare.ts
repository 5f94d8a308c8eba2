import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { lark } from '../src/feishu/sdk.ts';
import { ENCRYPT_KEY, PATH, TOKEN } from './wire.ts';

/** What a bot costs before it does anything: Koa, its router, and the SDK's dispatcher with an empty handler. */
export async function run(): Promise<{ port: number }> {
  const dispatcher = new lark.EventDispatcher({
    encryptKey: ENCRYPT_KEY,
    verificationToken: TOKEN,
    loggerLevel: lark.LoggerLevel.error,
  });
  dispatcher.register({ 'card.action.trigger': async () => ({}) } as object);
  const router = new Router();
  router.post(PATH, lark.adaptKoaRouter(dispatcher, { autoChallenge: true }) as never);
  const app = new Koa();
  app.use(router.routes());
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port };
}
