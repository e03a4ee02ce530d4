/**
 * Makes something at its first use and keeps it, as a statement that Postgres is to read only once: the bot is also put together
 * without a database, where only its definitions are read.
 */
export function once<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
