/** A thing with some of its functions replaced; works for classes with private fields as well. */
export const over = <T extends object>(thing: T, own: Partial<T>): T =>
  new Proxy(thing, {
    get(target, name) {
      if (name in own) return Reflect.get(own, name);
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
