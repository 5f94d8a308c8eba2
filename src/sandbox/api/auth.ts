import type { ApiRoute, Call } from './call.ts';
import { ApiError } from './error.ts';

/** Tenant token of a self-built app: the answer is flat, without `data`. */
function tenantToken(call: Call) {
  const { app_id: id, app_secret: secret } = call.body;
  if (typeof id !== 'string' || typeof secret !== 'string') throw new ApiError(10003, 'invalid parameter');
  if (id !== call.box.app.appId) throw new ApiError(10014, 'app unauthorized');
  if (secret !== call.box.app.appSecret) throw new ApiError(10015, 'wrong app secret');
  const { token, expire } = call.box.tokens.issue();
  return { flat: { code: 0, msg: 'ok', tenant_access_token: token, expire } };
}

function botInfo(call: Call) {
  const { botName, botOpenId } = call.box.app;
  const bot = {
    activate_status: 2,
    app_name: botName,
    avatar_url: '',
    ip_white_list: [],
    open_id: botOpenId,
  };
  return { flat: { code: 0, msg: 'ok', bot } };
}

export const TOKEN_PATH = '/auth/v3/tenant_access_token/internal';
export const authRoutes: readonly ApiRoute[] = [
  { method: 'post', path: TOKEN_PATH, handle: tenantToken },
  { method: 'get', path: '/bot/v3/info', handle: botInfo },
];
