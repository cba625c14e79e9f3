package dev.proxyherd.bench;

/** Tells what a process has used, as often as it is asked. Never fails. */
@FunctionalInterface
public interface UsageMeter {
  Usage read();
}
