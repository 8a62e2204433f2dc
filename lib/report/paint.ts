// Colour as the renderers see it: functions from text to text, identity where nobody watches a terminal.

type Brush = (text: string) => string;

export interface Paint {
  readonly bold: Brush;
  readonly dim: Brush;
  readonly red: Brush;
  readonly green: Brush;
  readonly yellow: Brush;
  readonly cyan: Brush;
}

const same: Brush = (text) => text;
export const unpainted: Paint = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
