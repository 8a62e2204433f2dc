// The roles that generated schemas grant to.
export const roles = ['gen_reader', 'gen_writer'];
