import Router from '@koa/router';
import type { Context } from 'koa';
import type { z } from 'zod';
import { parseMultipart, readBody } from '../api/body.ts';
import { MAX_FILE } from '../api/files.ts';
import type { SandboxContext } from '../context.ts';
import type { Fault, SandboxClick } from '../protocol.ts';
import type { SandboxActions } from './actions.ts';
import { ControlError } from './error.ts';
import type { DepartmentChange, GroupChange, PersonChange } from './people.ts';
import * as bodies from './schemas.ts';
import { writeStream } from './sse.ts';
import type { ClockMove } from './time.ts';

const MAX_JSON = 1024 * 1024;

async function bodyOf<T>(ctx: Context, schema: z.ZodType<T>): Promise<T> {
  const raw = await readBody(ctx.req, MAX_JSON, new ControlError(413, 'too big'));
  let json: unknown;
  try {
    json = JSON.parse(raw.toString('utf8'));
  } catch {
    throw new ControlError(400, 'the body is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new ControlError(400, parsed.error.message);
  return parsed.data;
}

/** Removes keys whose value is undefined, which zod's optional leaves behind in the types only. */
const exact = <T>(value: object): T => value as T;

async function receiveUpload(ctx: Context, actions: SandboxActions): Promise<void> {
  const raw = await readBody(ctx.req, MAX_FILE + MAX_JSON, new ControlError(413, 'too big'));
  const parts = parseMultipart(ctx.get('content-type'), raw) ?? [];
  const text = (name: string) => parts.find((p) => p.name === name)?.bytes.toString('utf8') ?? '';
  const file = parts.find((p) => p.name === 'file');
  if (!file) throw new ControlError(400, 'file is missing');
  ctx.body = await actions.upload(text('openId'), text('chatId'), {
    name: file.filename ?? 'file',
    bytes: file.bytes,
  });
}

function sendFile(ctx: Context, box: SandboxContext, key: string): void {
  const file = box.world.data.files[key];
  if (!file) throw new ControlError(404, `no file ${key}`);
  ctx.type = 'application/octet-stream';
  ctx.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  ctx.body = Buffer.from(file.base64, 'base64');
}

function addReads(router: Router, box: SandboxContext, actions: SandboxActions): void {
  router.get('/state', (ctx) => {
    ctx.body = actions.state();
  });
  router.get('/clock', (ctx) => {
    ctx.body = { now: box.clock.now() };
  });
  router.get('/chats/:chatId/messages', (ctx) => {
    ctx.body = actions.messages(ctx.params.chatId ?? '');
  });
  router.get('/files/:fileKey', (ctx) => sendFile(ctx, box, ctx.params.fileKey ?? ''));
  router.get('/stream', (ctx) => writeStream(ctx, actions));
}

function addTalk(router: Router, actions: SandboxActions): void {
  router.post('/say', async (ctx) => {
    const { openId, chatId, text } = await bodyOf(ctx, bodies.sayBody);
    ctx.body = await actions.say(openId, chatId, text);
  });
  router.post('/open', async (ctx) => {
    ctx.body = await actions.open((await bodyOf(ctx, bodies.openBody)).openId);
  });
  router.post('/menu', async (ctx) => {
    const { openId, key } = await bodyOf(ctx, bodies.menuBody);
    await actions.menu(openId, key);
    ctx.body = {};
  });
  router.post('/click', async (ctx) => {
    ctx.body = await actions.click(exact<SandboxClick>(await bodyOf(ctx, bodies.clickBody)));
  });
  router.post('/upload', (ctx) => receiveUpload(ctx, actions));
}

function addChanges(router: Router, actions: SandboxActions): void {
  router.post('/clock', async (ctx) => {
    ctx.body = await actions.moveClock(exact<ClockMove>(await bodyOf(ctx, bodies.clockBody)));
  });
  router.post('/people', async (ctx) => {
    await actions.changePerson(exact<PersonChange>(await bodyOf(ctx, bodies.personBody)));
    ctx.body = {};
  });
  router.post('/departments', async (ctx) => {
    await actions.changeDepartment(exact<DepartmentChange>(await bodyOf(ctx, bodies.departmentBody)));
    ctx.body = {};
  });
  router.post('/groups', async (ctx) => {
    ctx.body = await actions.changeGroup(exact<GroupChange>(await bodyOf(ctx, bodies.groupBody)));
  });
  router.post('/disband', async (ctx) => {
    const { chatId, operator } = await bodyOf(ctx, bodies.disbandBody);
    await actions.disbandGroup(chatId, operator);
    ctx.body = {};
  });
  router.post('/faults', async (ctx) => {
    actions.setFaults(exact<Fault[]>((await bodyOf(ctx, bodies.faultsBody)).next ?? []));
    ctx.body = {};
  });
  router.post('/redeliver', async (ctx) => {
    ctx.body = { accepted: await actions.repeatLastEvent() };
  });
}

/** The control interface of protocol.ts; errors are `{error}` with a status. */
export function controlRouter(box: SandboxContext, actions: SandboxActions): Router {
  const router = new Router({ prefix: '/sandbox' });
  router.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      ctx.status = error.status;
      ctx.body = { error: error.message };
    }
  });
  addReads(router, box, actions);
  addTalk(router, actions);
  addChanges(router, actions);
  return router;
}
