/** An Open API answer that is not success. Status 400 unless the platform's page says otherwise. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: number,
    message: string,
    more: { status?: number; extra?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = more.status ?? 400;
    this.extra = more.extra ?? {};
    this.headers = more.headers ?? {};
  }
}

/** 99992402 with the field that is missing or wrong. */
export const fieldError = (field: string, description: string, value: unknown = ''): ApiError =>
  new ApiError(99992402, 'field validation failed', {
    extra: { field_violations: [{ field, value: String(value ?? ''), description }] },
  });

/** 99991672: the app has none of the scopes that the call takes. */
export const scopeMissing = (scopes: readonly string[]): ApiError =>
  new ApiError(99991672, `Access denied. One of the following scopes is required: [${scopes.join(', ')}].`, {
    extra: { permission_violations: scopes.map((subject) => ({ type: 'action_scope_required', subject })) },
  });

export const rateLimited = (limit: number, resetSeconds: number): ApiError =>
  new ApiError(99991400, 'request trigger frequency limit', {
    status: 429,
    headers: { 'x-ogw-ratelimit-limit': String(limit), 'x-ogw-ratelimit-reset': String(resetSeconds) },
  });

/** The whole JSON body of an error answer. */
export const errorBody = (error: ApiError, logId: string): object => ({
  code: error.code,
  msg: error.message,
  error: {
    message: error.message,
    log_id: logId,
    troubleshooter: `排查建议查看(Troubleshooting suggestions): https://open.feishu.cn/search?from=openapi&log_id=${logId}&code=${error.code}`,
    ...error.extra,
  },
});
