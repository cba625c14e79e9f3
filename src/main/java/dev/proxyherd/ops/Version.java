package dev.proxyherd.ops;

import org.jspecify.annotations.Nullable;

/** Which version of the program this is. */
final class Version {
  /** As its jar says it. */
  static final String OF_THIS = of(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String of(@Nullable String version) {
    return version == null ? "(not packaged)" : version;
  }
}
