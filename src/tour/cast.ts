import type { Phone, Sandbox } from './phone.ts';

/** The people of the story, by their place in the invented bureau; names are read from the sandbox. */
export type Cast = {
  readonly buyer: Phone;
  readonly colleague: Phone;
  readonly head: Phone;
  readonly branch: Phone;
  readonly officer: Phone;
  readonly otherOfficer: Phone;
  /** A member of the tendering oversight committee. */
  readonly committee: Phone;
  readonly chief: Phone;
  readonly admin: Phone;
  readonly neighbour: Phone;
};

export const castOf = (sandbox: Sandbox): Cast => ({
  buyer: sandbox.phone('方清越', '采购实施科'),
  colleague: sandbox.phone('任念慈', '采购实施科'),
  head: sandbox.phone('乔修远', '采购实施科'),
  branch: sandbox.phone('丁知行', '局领导班子'),
  officer: sandbox.phone('郭见微', '政府采购中心'),
  otherOfficer: sandbox.phone('龙望舒', '机关纪委'),
  committee: sandbox.phone('范念慈', '财务处'),
  chief: sandbox.phone('乔亦安', '局领导班子'),
  admin: sandbox.phone('熊心怡', '办公室'),
  neighbour: sandbox.phone('江南乔', '合同履约科'),
});
