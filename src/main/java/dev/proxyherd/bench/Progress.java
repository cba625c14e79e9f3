package dev.proxyherd.bench;

/** Is told about once a second what is going on, in a few words. */
@FunctionalInterface
public interface Progress {
  void show(String what);
}
