package dev.proxyherd.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Tests that look at what this JVM logs, which they can have as a {@code CapturedOutput}: nobody
 * else writes to it meanwhile.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(ReadsLog.LOG)
public @interface ReadsLog {
  String LOG = "log";
}
