import { z } from 'zod';
import { matterCard } from '../../../cards/dossier/matter.ts';
import { MAX_WORDS, searchCard } from '../../../cards/dossier/search.ts';
import {
  dossierRefusals,
  type ExportReason,
  exportReason,
  dossierWords as words,
} from '../../../cards/dossier/text.ts';
import { cleanText } from '../../../cards/kit/clean.ts';
import type {
  Acting,
  Capability,
  CardRenderer,
  ChatWord,
  Command,
  FileRenderer,
  Outcome,
} from '../../kernel/capability.ts';
import type { Text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import { riskOf } from '../risks/index.ts';
import { contents } from './contents.ts';
import { noticeFileCommand, renderNoticeFile } from './notice.ts';
import { type Query, visible } from './query.ts';
import { dossierReads, readingsWord } from './readings.ts';
import { matterView, NOTHING_ASKED, searchView } from './view.ts';
import { wordFile } from './word.ts';

const refused: Outcome = { kind: 'refused', why: dossierRefusals.notFound };
const choice = z
  .string()
  .catch('')
  .transform((v) => (v === 'any' ? '' : v));
const asked = z.object({
  words: z
    .string()
    .catch('')
    .transform((v) => cleanText(v).slice(0, MAX_WORDS)),
  grade: choice,
  status: choice,
  unit: choice,
  area: choice,
});

const show = async (acting: Acting, query: Query, page: number): Promise<Outcome> => {
  const view = await searchView(acting, acting.actor, query, page);
  const subjects = (view.found?.hits ?? []).map((h) => `risk:${h.id}`);
  return { kind: 'show', answer: { card: searchCard(view), lists: { card: 'dossier.search', subjects } } };
};

const search: Command<{ form: Query; page: number }> = {
  input: z
    .object({ form: asked, value: z.object({ page: z.coerce.number().int().min(0).catch(0) }) })
    .transform(({ form, value }) => ({ form, page: value.page })),
  action: 'self.use',
  run: (acting, { form, page }) => show(acting, form, page),
};

const readable = async (acting: Acting, id: string) => {
  const doc = await riskOf(acting.read, id);
  return doc && visible(doc, acting.actor, acting) ? doc : undefined;
};
/** What follows as a message of its own, so that the list of results stays where it is. */
const follows = (
  acting: Acting,
  id: string,
  type: string,
  said: Text,
  file?: { reason: ExportReason },
): Outcome => {
  const about = `risk:${id}`;
  const by = acting.actor.id;
  const message = file
    ? { card: 'dossier.file', asFile: true, params: { reason: file.reason } }
    : { card: 'dossier.matter' };
  return {
    kind: 'done',
    change: {
      events: [{ type, about, by, at: acting.now, ...(file ? { data: { reason: file.reason } } : {}) }],
      messages: [{ to: { person: by }, about, when: 'now', ...message }],
    },
    answer: async () => ({ toast: { type: 'success', text: said } }),
  };
};

const open: Command<{ option: string }> = {
  input: z.object({ option: z.string() }),
  action: 'risk.view',
  run: async (acting, { option }) =>
    (await readable(acting, option)) ? follows(acting, option, 'dossier.opened', words.sent) : refused,
};

const isReason = (value: string): value is ExportReason => Object.hasOwn(exportReason, value);
const file: Command<{ id: string; option: string }> = {
  input: z.object({ id: z.string(), option: z.string() }),
  action: 'risk.view',
  run: async (acting, { id, option }) =>
    isReason(option) && (await readable(acting, id))
      ? follows(acting, id, 'dossier.exported', words.making, { reason: option })
      : refused,
};

/** Rights are asked again when the message leaves. */
const renderMatter: CardRenderer = async (world, id, _params, viewer) => {
  const doc = await riskOf(world.read, id);
  return doc && viewer && visible(doc, viewer, world) ? matterCard(matterView(world, doc)) : undefined;
};
const renderFile: FileRenderer = async (world, id, { reason }, viewer) => {
  const doc = await riskOf(world.read, id);
  if (!doc || !viewer || typeof reason !== 'string' || !isReason(reason)) return undefined;
  if (!visible(doc, viewer, world)) return undefined;
  const mark = `${viewer.name} ${localDateTime(world.now, world.settings.zone)} ${exportReason[reason]['zh-CN']}`;
  const bytes = wordFile({
    blocks: await contents(world, doc, viewer, reason),
    header: `${world.settings.bureau}　　廉政风险点一事一档 ${id}`,
    footer: `内部工作资料，请勿外传。导出：${mark}`,
  });
  return { name: `一事一档_${id}.docx`, bytes };
};

/** 查找 and what is looked for; alone it shows the form. */
const searchWord: ChatWord = {
  words: ['查找', '查', '搜索', 'search', 'find'],
  menuKey: 'search',
  action: 'self.use',
  run: (acting, rest) =>
    rest === ''
      ? searchView(acting, acting.actor, undefined, 0).then(
          (v): Outcome => ({ kind: 'show', answer: { card: searchCard(v) } }),
        )
      : show(acting, { ...NOTHING_ASKED, words: rest.slice(0, MAX_WORDS) }, 0),
};

/** 查找 and 一事一档: what one may see is found by words, and one matter comes as a whole file. */
export const dossier: Capability = {
  name: 'dossier',
  kinds: [],
  commands: {
    'dossier.search': search,
    'dossier.open': open,
    'dossier.file': file,
    'dossier.noticeFile': noticeFileCommand,
  },
  words: [searchWord, readingsWord],
  cards: { 'dossier.matter': renderMatter },
  files: { 'dossier.file': renderFile, 'dossier.notice': renderNoticeFile },
  reads: dossierReads,
  refusals: dossierRefusals,
};
