/** What the client itself says when a callback fails, by the platform's code; zh and en. */
const PLATFORM: Readonly<Record<number, readonly [string, string]>> = {
  200340: ['应用未订阅卡片回调', 'The app has not subscribed to card callbacks'],
  200341: ['目标回调服务超时未响应', 'The callback service did not answer within 3 seconds'],
  200342: ['目标回调服务连接失败', 'The callback service could not be reached'],
  200671: ['目标回调服务返回了错误的状态码', 'The callback service answered with a wrong status code'],
  200672: ['目标回调服务返回了错误的响应体', 'The callback service answered with a wrong body'],
  200673: ['目标回调服务返回了错误的卡片', 'The callback service answered with a wrong card'],
  200830: ['卡片 JSON 2.0 不能更新为 1.0', 'A card of JSON 2.0 cannot become one of 1.0'],
};

/** The toast text of a platform code in both languages, the code at its end as the client shows it. */
export function platformWords(code: number): { content: string; i18n: Record<string, string> } {
  const [zh, en] = PLATFORM[code] ?? ['操作失败', 'The action failed'];
  const words = { zh_cn: `${zh}，code: ${code}`, en_us: `${en}, code: ${code}` };
  return { content: words.zh_cn, i18n: words };
}

export const systemWords = {
  botAdded: (name: string) => `${name} 已加入群聊 ${name} joined the group`,
  botRemoved: (name: string) => `${name} 已移出群聊 ${name} left the group`,
};
