import { type Text, text } from '../kernel/text.ts';

/** What the bot itself says, whatever the capability. */
export const say = {
  unknownPerson: text(
    '我还不认识您：您不在本应用的通讯录范围内，或刚刚调入。请联系领导小组办公室管理员，让其核对应用的可用范围和通讯录权限。',
    "I do not know you yet: you are outside this app's contact range, or have just joined. Please ask the office admin to check the app's availability and data range.",
  ),
  notUnderstood: text(
    '没有看懂这句话。发送“帮助”可以看到您能做的事。',
    'I did not understand that. Send "help" to see what you can do.',
  ),
  onlyWords: text(
    '我只读文字和卡片。图片、语音、表情没有下载，也没有保存。要填报请发送“填报”，其他事请发送“帮助”。',
    'I read words and cards only. Pictures, voice and stickers were neither fetched nor kept. Send "declare" to declare a risk, or "help" for everything else.',
  ),
  noFiles: text(
    '文件没有打开，也没有保存。要填报请发送“填报”，在卡片上填写；导入名册由领导小组办公室管理员办理。',
    'The file was neither opened nor kept. To declare a risk send "declare" and fill in the card; registers are imported by the office admin.',
  ),
  privately: text('这件事请在与我的单聊中办理。', 'Please do this in your private chat with me.'),
  notAllowed: (ask: Text): Text =>
    text(`这一步不由您办理。${ask['zh-CN']}`, `This is not yours to do. ${ask['en-US']}`),
  already: text('这一操作此前已处理，结果见卡片。', 'This was handled before; the card shows the result.'),
  staleButton: text(
    '这张卡片已经过时，请用最新的卡片，或发送“帮助”重新开始。',
    'This card is out of date. Please use the latest one, or send "help" to start again.',
  ),
  busy: text(
    '同时有多人操作，请再点一次。',
    'Several people acted at the same moment. Please tap once more.',
  ),
  storageFull: text(
    '服务器存储空间不足，这一步没有保存。您填写的内容仍在卡片上，请稍后再试，并告知管理员。',
    "The server's disk is full; this step was not saved. What you typed is still on the card. Please try again later and tell the admin.",
  ),
  /** A commit whose end nobody heard of may be found saved later. */
  storageFailed: text(
    '服务器存储出现故障，这一步可能没有保存。请稍后打开最新卡片核对，并告知管理员。',
    "The server's storage has failed; this step may not have been saved. Please look at the latest card later and tell the admin.",
  ),
  broken: text(
    '这一步没有办成，原因已记入日志，请稍后再试；多次失败请告知管理员。',
    'This step failed and was logged. Please try again; if it keeps failing, tell the admin.',
  ),
  badForm: text(
    '有内容没有填对，请检查后再提交。',
    'Something in the form is not right. Please check and submit again.',
  ),
  doneEarlier: text('已办理。发送“帮助”可以继续。', 'Done. Send "help" to go on.'),
  answerLost: text(
    '您的消息已收到并处理，但答复没有保留下来。发送“帮助”可以继续。',
    'Your message was received and dealt with, but its answer was not kept. Send "help" to go on.',
  ),
  left: text(
    '您已不在本应用的使用范围内，本卡片的内容不再显示。',
    "You are no longer within this app's range; this card shows nothing any more.",
  ),
  moved: text(
    '本卡片已由新卡片代替，请看最新一张。',
    'This card was replaced by a fresh one. Please use the latest.',
  ),
  title: text('清风提示', 'Qingfeng'),
};
