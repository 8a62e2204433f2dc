// Owns what one statement of a plan is.
import type { Key } from '../catalog/address.ts';
import type { Check, LockMode, Probe } from '../kinds/kind.ts';

/** A coded reason for care, with a sentence for the person on call and what to do instead. */
export interface Hazard {
  readonly code: string;
  readonly message: string;
  readonly remedy?: string | undefined;
  /** False: worth knowing, but not what makes the step unsafe. */
  readonly unsafe?: boolean;
}

/** One statement. Keys are addresses (catalog/address.ts). */
export interface Step {
  /** "+ table column public.product.status" */
  readonly does: string;
  readonly sql: string;
  readonly commit: 'inside' | 'boundary' | 'alone';
  readonly makes: readonly Key[];
  readonly alters: readonly Key[];
  readonly breaks: readonly Key[];
  readonly needs: readonly Key[];
  readonly timeout: 'lock' | 'build';
  readonly check?: Check | undefined;
  readonly probe?: Probe | undefined;
  /** What it breaks goes on under what it makes. */
  readonly renames?: true;
  /** Filled by the classifier. */
  readonly verdict?: 'safe' | 'unsafe';
  readonly hazards?: readonly Hazard[];
  readonly lock?: LockMode | undefined;
}

/** Steps between two commit boundaries. */
export interface Segment {
  readonly transaction: boolean;
  readonly steps: readonly Step[];
}
