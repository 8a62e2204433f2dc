// Generated from hints.schema.json by `npm run generate`. Edit the schema, not this file.
/**
 * schema/<module>.hints.json: markers for definitions that have no room for them.
 */
export interface Hints {
  /**
   * For editors.
   */
  $schema?: string;
  /**
   * The address it has now -> the name, or the address, it had.
   */
  rename?: {
    [k: string]: string;
  };
  /**
   * Column address -> SQL that converts the old values when its type changes.
   */
  using?: {
    [k: string]: string;
  };
  /**
   * Not here: what is left alone stands in the config, under ignore.
   */
  ignore?: string[];
}
