import type { LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';

/** 经营 / 服务保障 (S44). */
export const LINES = ['operating', 'service'] as const;
export type BusinessLine = (typeof LINES)[number];

/** A field of the bureau's business, under the name that steps and risks give it (S40). */
export type AreaBody = {
  readonly name: string;
  /** 重点领域 (S4, S96). */
  readonly key: boolean;
  readonly line?: BusinessLine;
  /** Unit in charge. */
  readonly unit?: string;
  /** Money that goes through it by year, in 亿元 (100 million yuan) (S12, S14). */
  readonly scale: Readonly<Record<string, number>>;
};
export type AreaDoc = Doc<AreaBody>;

/** 自建 / 代建 (S8). */
export const WAYS = ['own', 'delegated'] as const;
export type Way = (typeof WAYS)[number];
export const PROJECT_STATES = ['preparing', 'running', 'completed'] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];
/** A construction project of a year's ten or twenty (S13). */
export type ProjectBody = {
  readonly name: string;
  readonly unit: string;
  readonly area?: string;
  readonly way: Way;
  /** The delegated agent, an outside party. */
  readonly agent?: string;
  /** 万元 (ten thousand yuan). */
  readonly budget: number;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly state: ProjectState;
  /** Three targets (S15): quality in words, saving in percent of the budget, no violation of integrity rules. */
  readonly targets: {
    readonly quality?: string;
    readonly saving?: number;
    readonly clean: boolean;
  };
};
export type ProjectDoc = Doc<ProjectBody>;

export const areaKinds: readonly KindSpec[] = [
  { kind: 'area', schema: 1, indexes: { name: (a: AreaBody) => a.name } },
  { kind: 'project', schema: 1, indexes: { unit: (p: ProjectBody) => `${p.unit}|${p.state}` } },
];
