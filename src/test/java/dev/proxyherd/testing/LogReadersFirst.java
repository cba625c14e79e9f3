package dev.proxyherd.testing;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Runs the classes that read this JVM's log, one by one, beside those that leave it alone; then
 * those that write to it. Mixed, each change from one to the other would have all wait for the
 * slowest. Of each, those with faults come first, since they take longest.
 */
public final class LogReadersFirst implements ClassOrderer {
  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparing(LogReadersFirst::isForLater)
                .thenComparing(type -> !isAboutFaults(type)));
  }

  private static boolean isForLater(ClassDescriptor type) {
    return type.findAnnotation(BesideOthers.class)
        .map(BesideOthers::writesLog)
        .orElse(!type.isAnnotated(ReadsLog.class));
  }

  private static boolean isAboutFaults(ClassDescriptor type) {
    return type.getTestClass().getPackageName().endsWith(".faults");
  }
}
