package dev.proxyherd.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * A class whose tests run one after the other, but beside another class: it mostly waits for
 * processes of its own, or only computes, or starts members that nobody disturbs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = BesideOthers.Locks.class)
public @interface BesideOthers {
  /**
   * Whether they write to the log of this JVM, or change how it is written, as a member does that
   * starts in it: then they do not run beside those that read it.
   */
  boolean writesLog() default false;

  /** A lock of the class's own has JUnit run its tests one by one. */
  final class Locks implements ResourceLocksProvider {
    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
      var locks = new HashSet<Lock>();
      locks.add(new Lock(testClass.getName(), ResourceAccessMode.READ_WRITE));
      if (Objects.requireNonNull(testClass.getAnnotation(BesideOthers.class)).writesLog()) {
        locks.add(new Lock(ReadsLog.LOG, ResourceAccessMode.READ));
      }
      return locks;
    }
  }
}
