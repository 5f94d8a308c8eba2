import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { postFormCard } from '../../../cards/organization/post-form.ts';
import { postsCard } from '../../../cards/organization/posts.ts';
import { refusals } from '../../../cards/organization/text.ts';
import type { Acting, ChatWord, Command, Outcome, RawInput } from '../../kernel/capability.ts';
import type { PostKind } from '../../kernel/grade.ts';
import type { Post } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Text } from '../../kernel/text.ts';
import { refused, type Screen } from './answer.ts';
import { edit, isActive } from './edit.ts';
import { type OnSubject, onSubject } from './inputs.ts';
import type { PostBody } from './model.ts';
import { mayEditPost, placeOf, postsView, postView } from './post-view.ts';
import { withHolders } from './terms.ts';

const postScreen = (id: string, page = 0): Screen => ({
  card: 'organization.post',
  about: `post:${id}`,
  params: { page },
  draw: postView,
});
const no = (why: Text): Outcome => ({ kind: 'refused', why });

/** The post behind a button for somebody who may change it, or why not. */
function mine(acting: Acting, id: string): { readonly post: Post } | { readonly stop: Outcome } {
  const post = acting.org.posts.get(id);
  if (!post) return { stop: no(refusals.gone) };
  return mayEditPost(acting.actor, post, acting.org) ? { post } : { stop: no(refusals.notYourPost) };
}

/** One change of a post by its head or the office; `people`: whom it moves. */
async function change(
  acting: Acting,
  input: OnSubject,
  make: (body: PostBody) => PostBody | Text,
  people: readonly string[] = [],
): Promise<Outcome> {
  const found = mine(acting, input.id);
  if ('stop' in found) return found.stop;
  const moved = { posts: [input.id], ...(people.length > 0 ? { people } : {}) };
  return edit<PostBody>(acting, input, 'post', postScreen(input.id), make, moved);
}

const KINDS: readonly PostKind[] = ['leadership', 'key', 'ordinary'];
const setKind = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  change(acting, input, (body) => {
    const kind = KINDS.find((k) => k === input.option);
    return kind ? { ...body, kind } : refusals.gone;
  });

const maySeat = (acting: Acting, action: 'post.seat' | 'post.unseat', post: PostBody, who: string): boolean =>
  may(acting.actor, action, acting.org, { place: placeOf(post), person: who });

const addHolder = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  change(
    acting,
    input,
    (body) =>
      !isActive(acting, input.option)
        ? refusals.noSuchPerson
        : maySeat(acting, 'post.seat', body, input.option)
          ? withHolders(body, [...body.holders, input.option], acting.today)
          : acting.org.people.get(input.option)?.unit === body.unit
            ? refusals.reviewsHere
            : refusals.otherUnit,
    input.option === undefined ? [] : [input.option],
  );

const removeHolder = (acting: Acting, input: OnSubject): Promise<Outcome> =>
  change(
    acting,
    input,
    (body) =>
      maySeat(acting, 'post.unseat', body, input.to ?? '')
        ? withHolders(
            body,
            body.holders.filter((h) => h !== input.to),
            acting.today,
          )
        : refusals.ownHolding,
    input.to === undefined ? [] : [input.to],
  );

async function showPost(acting: Acting, id: string, page: number): Promise<Outcome> {
  const card = await postView(acting, id, { page }, acting.actor);
  return card
    ? {
        kind: 'show',
        answer: { card, shows: { card: 'organization.post', about: `post:${id}`, params: { page } } },
      }
    : no(acting.org.posts.has(id) ? refusals.notYourPost : refusals.gone);
}

async function openForm(acting: Acting, input: OnSubject): Promise<Outcome> {
  const found = mine(acting, input.id);
  if ('stop' in found) return found.stop;
  const { id, name, duty = '', authority = '', basis = '' } = found.post;
  const rev = (await acting.read.get({ kind: 'post', id }))?.rev ?? 0;
  if (rev !== input.rev) return refused(acting, refusals.stale, postScreen(id));
  return { kind: 'show', answer: { card: postFormCard({ id, rev, name, duty, authority, basis }) } };
}

const line = (max: number) => z.string().max(max).transform(cleanText);
const texts = z.object({ duty: line(500), authority: line(300), basis: line(300) }).partial();
const postForm = z.preprocess(
  (raw) => {
    const { id, rev, form } = raw as RawInput;
    return { id, rev, form };
  },
  z.object({ id: z.string(), rev: z.int(), form: texts }),
);
type PostForm = z.infer<typeof postForm>;

async function save(acting: Acting, { id, rev, form }: PostForm): Promise<Outcome> {
  const written = Object.fromEntries(Object.entries(form).filter(([, v]) => v !== ''));
  return change(acting, { id, rev, page: 0 }, ({ duty: _d, authority: _a, basis: _b, ...body }) => ({
    ...body,
    ...written,
  }));
}

/** Who heads a division sees its posts, everybody else the posts one holds. */
async function showPosts(acting: Acting, page: number): Promise<Outcome> {
  return { kind: 'show', answer: { card: postsCard(postsView(acting, page)) } };
}

const command = (
  action: Command<OnSubject>['action'],
  run: (acting: Acting, input: OnSubject) => Promise<Outcome>,
): Command<OnSubject> => ({ input: onSubject, action, run });
const saving: Command<PostForm> = { input: postForm, action: 'post.edit', run: save };

export const postCommands = {
  'organization.posts': command('self.use', (acting, { page }) => showPosts(acting, page)),
  'organization.post': command('self.use', (acting, { id, option, page }) =>
    showPost(acting, option ?? id, page),
  ),
  /** The kind is the establishment's, so the office keeps it (domain.md §6.9). */
  'organization.setKind': command('admin.office', setKind),
  'organization.addHolder': command('post.seat', addHolder),
  'organization.removeHolder': command('post.unseat', removeHolder),
  'organization.postForm': command('post.edit', openForm),
  'organization.savePost': saving,
};

/** 岗位: duty, authority, legal basis and holders of the own post or of the division one heads. */
export const postsWord: ChatWord = {
  words: ['岗位', '岗位职责', 'post', 'posts'],
  action: 'self.use',
  run: (acting) => showPosts(acting, 0),
};
